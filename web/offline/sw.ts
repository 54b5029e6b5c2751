// The service worker: after the first visit the site is there without a network (docs/adr/0015-a-service-worker-that-checks.md).
import type { Manifest } from './files.ts';
import { Keeper } from './keeper.ts';

/** Filled in by tools/vite/offline.mjs. */
declare const MANIFEST: Manifest;

interface Extended extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Visit extends Extended {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extended) => void): void;
  addEventListener(type: 'fetch', listener: (event: Visit) => void): void;
}
const scope = self as unknown as Scope;

/** Milliseconds after which a visit has what it came for, and what is kept can be looked through. */
const UNDER_WAY = 10_000;

const keeper = new Keeper(MANIFEST, new URL('./', scope.location.href));

scope.addEventListener('install', (event) => event.waitUntil(keeper.install().then(() => scope.skipWaiting())));

scope.addEventListener('activate', (event) => {
  const tidied = keeper.tidy().catch(() => {}); // no storage: nothing to give up
  event.waitUntil(tidied.then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.headers.has('range')) return;
  const file = keeper.fileOf(new URL(request.url));
  if (file === null) return;
  event.respondWith(keeper.answer(request, file, (work) => event.waitUntil(work.catch(() => {})))); // not kept: the answer is as good
  if (request.mode === 'navigate')
    event.waitUntil(new Promise((resolve) => setTimeout(resolve, UNDER_WAY)).then(() => keeper.mend()));
});

// The service worker; tools/vite/offline.mjs fills in the list of files and a hash of their contents.
const here = new URL('./', self.location.href);
const OURS = `sidestep ${here.pathname} `; // another copy of the site may stand on the same origin
const CACHE = `${OURS}${'VERSION'}`;
const DATA = `${OURS}data`; // datasets outlive a version
const FILES = ['FILES'];

/** Browsers refuse a redirected answer for a page: where a host sends gallery.html to gallery, its content is what is kept. */
const direct = async (response) =>
  response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;

self.addEventListener('install', (event) => {
  const keep = async (cache, url) => {
    const response = await fetch(url, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, await direct(response));
  };
  const all = async () => {
    const known = await caches.has(CACHE);
    const cache = await caches.open(CACHE);
    try {
      await Promise.all(FILES.map((file) => keep(cache, new URL(file, here))));
    } catch (error) {
      if (!known) await caches.delete(CACHE); // half a version would pass for the one before the next
      throw error;
    }
    await self.skipWaiting();
  };
  event.waitUntil(all());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE && name !== DATA);
    // The last version stays: pages that are open may still ask for its parts.
    for (const name of others.slice(0, -1)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/** The file of the site that an address names, with or without .html; null for what is not ours. */
const fileOf = ({ origin, pathname }) => {
  if (origin !== here.origin || !pathname.startsWith(here.pathname)) return null;
  const file = pathname.slice(here.pathname.length);
  if (file === '' || file.endsWith('/')) return `${file}index.html`;
  return FILES.includes(`${file}.html`) ? `${file}.html` : file;
};

/** Files whose names hold a hash of their content do not change: this version's or the last one's. */
const cacheFirst = async (request) => {
  const found = await caches.match(request, { ignoreSearch: true });
  if (found) return found;
  const response = await fetch(request);
  // A storage that is full or refused: the answer is still good.
  if (response.status === 200) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone()).catch(() => {});
  }
  return response;
};

/** Pages and the element's entry: new where there is a network. An old page out of the browser's cache would ask for files that are gone. */
const networkFirst = async (request, file) => {
  try {
    return await fetch(request, { cache: 'no-cache' });
  } catch (error) {
    const found = await (await caches.open(CACHE)).match(new URL(file, here));
    if (found) return found;
    throw error;
  }
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.headers.has('range')) return;
  const file = fileOf(new URL(request.url));
  if (file === null) return;
  if (file.startsWith('data/')) event.respondWith(kept(request));
  else if (file.startsWith('assets/')) event.respondWith(cacheFirst(request));
  else if (FILES.includes(file)) event.respondWith(networkFirst(request, file));
});

/** Data: as the server has them, and kept for when there is none. The browser's own cache spares the transfer. */
const kept = async (request) => {
  const cache = await caches.open(DATA);
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    const found = await cache.match(request);
    if (found) return found;
    throw error;
  }
};

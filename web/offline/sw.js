// The service worker; tools/vite/offline.mjs fills in the list of files and a hash of their contents.
const CACHE = `sidestep-${'VERSION'}`;
const DATA = 'sidestep-data'; // datasets outlive a version
const FILES = ['FILES'];
const here = new URL('./', self.location.href);

self.addEventListener('install', (event) => {
  const all = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new Request(new URL(file, here), { cache: 'no-cache' })));
    await self.skipWaiting();
  };
  event.waitUntil(all());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('sidestep-') && name !== CACHE && name !== DATA) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/** The file of the site that an address names; null for what is not ours. */
const fileOf = ({ origin, pathname }) => {
  if (origin !== here.origin || !pathname.startsWith(here.pathname)) return null;
  const file = pathname.slice(here.pathname.length);
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
};

/** Files whose names hold a hash of their content do not change. */
const cacheFirst = async (request) => {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request, { ignoreSearch: true });
  if (found) return found;
  const response = await fetch(request);
  // A storage that is full or refused: the answer is still good.
  if (response.status === 200) await cache.put(request, response.clone()).catch(() => {});
  return response;
};

/** Pages and the element's entry: new where there is a network. */
const networkFirst = async (request, file) => {
  try {
    return await fetch(request);
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

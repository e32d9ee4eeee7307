// Opens pages without a connection. With one, they come from the server, so that none is outdated.
import { version } from '$service-worker';

const CACHE = `pages-${version}`;
/** Every note has the same page. */
const NOTE_PAGE = '/secret/_';
const SAVED_PAGES = ['/', '/about', NOTE_PAGE];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SAVED_PAGES)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(deleteOldCaches());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fetchPage(request, pathname));
  else if (pathname.startsWith('/_app/immutable/')) event.respondWith(fetchHashed(request));
  else if (pathname.startsWith('/favicon')) event.respondWith(fetchFresh(request));
});

async function deleteOldCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** Pages hold no secret: notes and accounts are loaded by their scripts. */
async function fetchPage(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    const saved = await caches.match(pathname.startsWith('/secret/') ? NOTE_PAGE : pathname);
    if (saved === undefined) throw error;
    return saved;
  }
}

async function fetchFresh(request) {
  try {
    return await save(request, await fetch(request));
  } catch (error) {
    const saved = await caches.match(request);
    if (saved === undefined) throw error;
    return saved;
  }
}

/** The name of a hashed file changes with its content. */
async function fetchHashed(request) {
  return (await caches.match(request)) ?? save(request, await fetch(request));
}

async function save(request, response) {
  if (response.ok) await store(request, response.clone()).catch(() => undefined);
  return response;
}

async function store(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
}

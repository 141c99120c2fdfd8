// Opens the app without a network, on devices that asked for it (docs/decisions/140). Only what
// the build made is kept here, no answer of a canister; with a network, the network decides.
// KEPT is put before this file by the build: { version, entry, beside, shell, parts }.

const CACHE = `qikcard-app-${KEPT.version}`;
/** Their names stay when what is in them changes. */
const NAMED_FOR_EVER = ['/qikcard.json', ...KEPT.beside];
/** Their names say what is in them. */
const FILES = new Set([...KEPT.shell, ...Object.values(KEPT.parts).flat()]);
/** Then what was kept opens: nobody at a door waits for a network that is there by name only. */
const PATIENCE_MS = 4000;
/** So long after that nothing waits again. */
const ALONE_MS = 30_000;
let aloneUntilMs = 0;
/** Stands in a cache for each part that this device asked for. */
const mark = (part) => `/kept-part/${part}`;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  const { keep } = event.data;
  if (!(keep in KEPT.parts)) return;
  const answer = (isKept) => event.ports[0].postMessage(isKept);
  event.waitUntil(
    keepPart(keep).then(
      () => answer(true),
      () => answer(false),
    ),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(networkFirst(request, '/'));
  else if (NAMED_FOR_EVER.includes(pathname)) event.respondWith(networkFirst(request, pathname));
  else if (FILES.has(pathname)) event.respondWith(keptFirst(request, pathname));
});

/** The parts that an earlier version kept are kept by this one too. */
async function install() {
  await keepFiles(['/', ...NAMED_FOR_EVER, ...KEPT.shell]);
  for (const part of Object.keys(KEPT.parts)) {
    if (await caches.match(mark(part))) await keepPart(part);
  }
}

/** Runs when no page uses the version before any more. */
async function activate() {
  const old = (await caches.keys()).filter((name) => name !== CACHE && /^qikcard-app-/.test(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function keepPart(part) {
  await keepFiles(KEPT.parts[part]);
  const cache = await caches.open(CACHE);
  await cache.put(mark(part), new Response());
}

async function keepFiles(paths) {
  const cache = await caches.open(CACHE);
  await Promise.all(
    paths.map(async (path) => {
      if (await cache.match(path, { ignoreVary: true })) return;
      await cache.put(path, await fetched(path));
    }),
  );
}

/** A file of this build. A name that is gone is answered with the start page: that is none. */
async function fetched(path) {
  const isNamedByContent = path.startsWith('/assets/');
  const response = await fetch(path, { cache: isNamedByContent ? 'default' : 'reload' });
  const isPage = (response.headers.get('Content-Type') ?? '').startsWith('text/html');
  if (!response.ok || response.redirected || isPage !== (path === '/')) {
    throw new Error(`${path} cannot be kept`);
  }
  if (path === '/' && !(await response.clone().text()).includes(KEPT.entry)) {
    throw new Error('the start page is of another version');
  }
  return response;
}

/** The answer of the network, or what was kept when none comes. */
async function networkFirst(request, path) {
  const kept = await (await caches.open(CACHE)).match(path, { ignoreVary: true });
  if (!kept) return fetch(request);
  if (Date.now() < aloneUntilMs) return kept;
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(request, { signal: impatience.signal });
    // A gateway that fails is no answer either.
    if (response.status < 500) return response;
  } catch {
    // No network, or one that does not answer.
  } finally {
    clearTimeout(timer);
  }
  aloneUntilMs = Date.now() + ALONE_MS;
  return kept;
}

async function keptFirst(request, path) {
  const kept = await (await caches.open(CACHE)).match(path, { ignoreVary: true });
  return kept ?? fetch(request);
}

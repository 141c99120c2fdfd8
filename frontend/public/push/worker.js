// Shows push messages, and opens the page they are about. It touches no request: its scope is
// /push/, where no page is, so that it never stands between the app and its files.

/** What a message may hold: { title, body, path, tag }, all texts. Anything else still says hello. */
function read(data) {
  try {
    const { title, body, path, tag } = data.json();
    const text = (value) => (typeof value === 'string' ? value : '');
    return { title: text(title), body: text(body), path: text(path), tag: text(tag) };
  } catch {
    return { title: '', body: '', path: '', tag: '' };
  }
}

/** The page a message leads to: one of ours, the inbox else. */
function pageOf(path) {
  const { origin } = self.location;
  const inbox = new URL('/inbox', origin);
  if (!URL.canParse(path, origin)) return inbox.href;
  const page = new URL(path, origin);
  return path.startsWith('/') && page.origin === origin ? page.href : inbox.href;
}

self.addEventListener('push', (event) => {
  const { title, body, path, tag } = read(event.data);
  event.waitUntil(
    self.registration.showNotification(title || 'QikCard', {
      body,
      tag,
      icon: '/icon.svg',
      data: { page: pageOf(path) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { page } = event.notification.data;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find(({ url }) => url === page);
      return open ? open.focus() : self.clients.openWindow(page);
    }),
  );
});

/** Pages that open without a network on devices where somebody used them (frontend/offline). */
import { activated } from './service-worker.ts';

/** Has the browser keep what a part of the app needs; tells whether all of it is kept. */
export async function keepOffline(part: 'door' | 'discover'): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const registration = await navigator.serviceWorker.register('/worker.js', {
    scope: '/',
    updateViaCache: 'none',
  });
  if (registration.active === null) await activated(registration);
  // A newer one keeps what this one kept before it takes over.
  const worker = registration.active;
  if (worker === null) return false;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data === true);
    worker.postMessage({ keep: part }, [port2]);
  });
}

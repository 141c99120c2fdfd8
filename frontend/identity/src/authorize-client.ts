/**
 * The window protocol of Internet Identity (internet-identity-spec, "Client authentication
 * protocol"), from the provider's side. The asking window closes this one.
 */
import { delegate } from './delegate.ts';

export type SignInRequest = {
  /** Where the asking page came from: told by the browser, not by the page. */
  origin: string;
  approve(userName: string): Promise<void>;
};

/** Says that this page listens, and hands every request of the asking window to `ask`. */
export function serveAuthorizeClient(
  opener: Window,
  ask: (request: SignInRequest) => void,
  listen: Window = window,
): void {
  listen.addEventListener('message', (event) => {
    if (event.source !== opener || event.data?.kind !== 'authorize-client') return;
    const { sessionPublicKey, maxTimeToLive } = event.data;
    const reply = (message: object) => opener.postMessage(message, event.origin);
    if (!(sessionPublicKey instanceof Uint8Array)) {
      reply({ kind: 'authorize-client-failure', text: 'sessionPublicKey must be a Uint8Array' });
      return;
    }
    ask({
      origin: event.origin,
      approve: async (userName) =>
        reply({
          kind: 'authorize-client-success',
          ...(await delegate(userName, sessionPublicKey, maxTimeToLive)),
          authnMethod: 'passkey',
        }),
    });
  });
  // The opener's origin is not known yet and the message says nothing: any origin may read it.
  opener.postMessage({ kind: 'authorize-ready' }, '*');
}

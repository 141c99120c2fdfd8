import type { Identity } from '@dfinity/agent';
import type { AuthClient } from '@dfinity/auth-client';
import { DelegationIdentity } from '@dfinity/identity';
import { toMs } from '../../../lib/time.ts';
import { type AuthPort, type SignedIn, SignInCancelled } from './auth-port.ts';
import { keptSession } from './kept-session.ts';

const SESSION_HOURS = 8n;
const NS_PER_HOUR = 3_600_000_000_000n;
const WINDOW = { width: 480, height: 720 };

/** Signs in with Internet Identity, or with whatever speaks `authorize-client` at `provider`. */
export function internetIdentity(provider: string): AuthPort {
  // Created ahead: between the press and the window nothing may wait, or the window is blocked.
  let client: Promise<AuthClient> | undefined;
  let ready: AuthClient | undefined;
  const open = async () => {
    client ??= load().catch((error: unknown) => {
      // What could not be loaded once is loaded again with the next press.
      client = undefined;
      throw error;
    });
    ready = await client;
    return ready;
  };
  const prepare = () => void open().catch(() => {});
  return {
    prepare,
    async restore() {
      const kept = await keptSession().catch(() => undefined);
      if (kept) return signedIn(kept);
      prepare();
      return undefined;
    },
    async signIn() {
      const current = ready ?? (await open());
      await login(current, provider);
      return signedIn(current.getIdentity());
    },
    async signOut() {
      await (await open()).logout();
      // The client keeps its old key in memory; the next person gets a new one.
      client = undefined;
      ready = undefined;
      await open();
    },
  };
}

/** The sign-in library is loaded only when somebody may want to sign in or out. */
async function load(): Promise<AuthClient> {
  const library = await import('@dfinity/auth-client');
  return library.AuthClient.create({ idleOptions: { disableIdle: true } });
}

/** The library's word for a window that was closed before its end. */
const INTERRUPTED = 'UserInterrupt';

function login(client: AuthClient, identityProvider: string): Promise<void> {
  return new Promise((resolve, reject) => {
    void client.login({
      identityProvider,
      maxTimeToLive: SESSION_HOURS * NS_PER_HOUR,
      windowOpenerFeatures: centered(),
      onSuccess: () => resolve(),
      onError: (error) => reject(error === INTERRUPTED ? new SignInCancelled() : new Error(error)),
    });
  });
}

function signedIn(identity: Identity): SignedIn {
  return {
    identity,
    principal: identity.getPrincipal().toText(),
    expiresAtMs: identity instanceof DelegationIdentity ? expiryMs(identity) : Number.MAX_VALUE,
  };
}

/** A chain is as good as its shortest link. */
function expiryMs(identity: DelegationIdentity): number {
  const { delegations } = identity.getDelegation();
  return Math.min(...delegations.map(({ delegation }) => toMs(delegation.expiration)));
}

function centered(): string {
  const left = window.screenX + (window.outerWidth - WINDOW.width) / 2;
  const top = window.screenY + (window.outerHeight - WINDOW.height) / 2;
  return `popup,width=${WINDOW.width},height=${WINDOW.height},left=${Math.round(left)},top=${Math.round(top)}`;
}

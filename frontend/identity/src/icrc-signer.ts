/**
 * The signer's side of ICRC-29 (window transport), ICRC-25 (standards) and ICRC-34 (delegation),
 * which newer libraries speak. JSON-RPC 2.0; bytes travel as base64, numbers as decimal strings.
 */
import type { SignInRequest } from './authorize-client.ts';
import { delegate } from './delegate.ts';

const STANDARDS = ['ICRC-25', 'ICRC-29', 'ICRC-34'].map((name) => ({
  name,
  url: `https://github.com/dfinity/ICRC/blob/main/ICRCs/${name}/${name}.md`,
}));
const NOT_SUPPORTED = { code: 2000, message: 'Not supported' };
const INVALID = { code: -32602, message: 'publicKey must be base64' };

type Call = { jsonrpc: '2.0'; id?: string | number; method: string; params?: unknown };
type DelegationParams = { publicKey: string; maxTimeToLive?: string };

/** Answers the asking window; delegations wait for a person, handed to `ask`. */
export function serveIcrcSigner(
  opener: Window,
  ask: (request: SignInRequest) => void,
  listen: Window = window,
): void {
  listen.addEventListener('message', (event) => {
    if (event.source !== opener || event.data?.jsonrpc !== '2.0') return;
    const call: Call = event.data;
    const { id } = call;
    if (id === undefined) return;
    const answer = (body: object) =>
      opener.postMessage({ jsonrpc: '2.0', id, ...body }, event.origin);
    switch (call.method) {
      case 'icrc29_status':
        return answer({ result: 'ready' });
      case 'icrc25_supported_standards':
        return answer({ result: { supportedStandards: STANDARDS } });
      case 'icrc34_delegation': {
        const params = readParams(call.params);
        if (!params) return answer({ error: INVALID });
        return ask({
          origin: event.origin,
          approve: async (userName) => answer({ result: await delegation(userName, params) }),
        });
      }
      default:
        return answer({ error: NOT_SUPPORTED });
    }
  });
}

function readParams(params: unknown): { key: Uint8Array; ttlNs?: bigint } | undefined {
  const { publicKey, maxTimeToLive } = (params ?? {}) as Partial<DelegationParams>;
  if (typeof publicKey !== 'string') return undefined;
  try {
    return {
      key: Uint8Array.from(atob(publicKey), (letter) => letter.charCodeAt(0)),
      ...(maxTimeToLive === undefined ? {} : { ttlNs: BigInt(maxTimeToLive) }),
    };
  } catch {
    return undefined;
  }
}

async function delegation(userName: string, { key, ttlNs }: { key: Uint8Array; ttlNs?: bigint }) {
  const made = await delegate(userName, key, ttlNs);
  return {
    publicKey: base64(made.userPublicKey),
    signerDelegation: made.delegations.map(({ delegation, signature }) => ({
      delegation: {
        pubkey: base64(delegation.pubkey),
        expiration: delegation.expiration.toString(),
      },
      signature: base64(signature),
    })),
  };
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

import { parsePrincipal } from '../crypto/principal.ts';
import type { HttpRequest } from '../http/message.ts';

export type Target = {
  canisterId: Uint8Array;
  /** On `<canister>.raw.localhost` answers need no certification. */
  raw: boolean;
};

/**
 * The canister that a request is for (HTTP gateway protocol, "Canister ID resolution"): the first
 * label of the host, else the `canisterId` query parameter of the page or of the page that links
 * here.
 */
export function targetOf(request: HttpRequest): Target | undefined {
  const host = (request.headers['host'] ?? '').toLowerCase().replace(/:\d+$/, '');
  const [first = '', second] = host.split('.');
  const fromHost = second === undefined ? undefined : parsePrincipal(first);
  if (fromHost) return { canisterId: fromHost, raw: second === 'raw' };
  const named = parameter(request.path) ?? parameter(request.headers['referer'] ?? '');
  return named && { canisterId: named, raw: false };
}

function parameter(url: string): Uint8Array | undefined {
  const query = url.split('?', 2)[1];
  const text = query && new URLSearchParams(query.split('#', 1)[0]).get('canisterId');
  return text ? parsePrincipal(text) : undefined;
}

import { parsePrincipal } from '../crypto/principal.ts';
import type { Address } from './address.ts';
import { type CallVersion, handleCall } from './call.ts';
import {
  cborResponse,
  corsHeaders,
  type HttpRequest,
  type HttpResponse,
  textResponse,
} from './message.ts';
import type { Network } from './network.ts';
import { handleQuery } from './query.ts';
import { handleReadState } from './read-state.ts';

const route = /^\/api\/v([234])\/(canister|subnet)\/([A-Za-z0-9-]+)\/(call|query|read_state)$/;

/** Endpoints in the versions that the interface spec gives them; others answer 404. */
const versions: Readonly<Record<string, readonly number[]>> = {
  'canister/call': [2, 3, 4],
  'subnet/call': [4],
  'subnet/query': [3],
  'canister/query': [2, 3],
  'canister/read_state': [2, 3],
  'subnet/read_state': [2, 3],
};

/**
 * Answers a request to the public HTTPS interface (interface spec, "HTTPS Interface"): `status`,
 * `call`, `query` and `read_state`, for any web page (CORS). Never throws for what a client sent.
 */
export async function handlePublicApi(
  network: Network,
  request: HttpRequest,
): Promise<HttpResponse> {
  const path = request.path.split('?', 1)[0] ?? '';
  if (request.method === 'OPTIONS') return { status: 204, headers: corsHeaders, body: empty };
  if (/^\/api\/v2\/status\/?$/.test(path)) return status(network, request);
  const match = route.exec(path);
  if (!match || !versions[`${match[2]}/${match[4]}`]?.includes(Number(match[1])))
    return textResponse(404, `There is no endpoint ${path}`);
  if (request.method !== 'POST') return textResponse(405, `${path} takes POST requests`);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('application/cbor'))
    return textResponse(400, `Unexpected content-type, expected application/cbor.`);
  const id = parsePrincipal(match[3] ?? '');
  if (!id) return textResponse(400, `Invalid principal in URL: ${match[3]}`);
  await network.driver.catchUp?.();
  const address = { kind: match[2] as Address['kind'], id };
  return dispatch(network, match[4], Number(match[1]), address, request.body);
}

const empty = new Uint8Array(0);

function dispatch(
  network: Network,
  endpoint: string | undefined,
  version: number,
  address: Address,
  body: Uint8Array,
): Promise<HttpResponse> {
  if (endpoint === 'call') return handleCall(network, version as CallVersion, address, body);
  const handle = endpoint === 'query' ? handleQuery : handleReadState;
  return handle(network, version as 2 | 3, address, body);
}

/** `GET /api/v2/status` (interface spec, "Status endpoint"); shows the root key, as every test network does. */
function status({ certifier }: Network, request: HttpRequest): HttpResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return textResponse(405, '/api/v2/status takes GET requests');
  return cborResponse({
    root_key: certifier.rootKeyDer(),
    impl_version: '0.1.0',
    replica_health_status: 'healthy',
  });
}

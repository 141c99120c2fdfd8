import { parsePrincipal } from '../crypto/principal.ts';
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
import { handleCanisterReadState, handleSubnetReadState } from './read-state.ts';

const route = /^\/api\/v([234])\/(canister|subnet)\/([A-Za-z0-9-]+)\/(call|query|read_state)$/;

/** Endpoints in the versions that the interface spec gives them; others answer 404. */
const versions: Readonly<Record<string, readonly number[]>> = {
  'canister/call': [2, 3, 4],
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
  const endpoint = `${match[2]}/${match[4]}`;
  return dispatch(network, endpoint, Number(match[1]), id, request.body);
}

const empty = new Uint8Array(0);

function dispatch(
  network: Network,
  endpoint: string,
  version: number,
  id: Uint8Array,
  body: Uint8Array,
): Promise<HttpResponse> {
  const readVersion = version as 2 | 3;
  if (endpoint === 'canister/call') return handleCall(network, version as CallVersion, id, body);
  if (endpoint === 'canister/query') return handleQuery(network, readVersion, id, body);
  if (endpoint === 'subnet/read_state')
    return handleSubnetReadState(network, readVersion, id, body);
  return handleCanisterReadState(network, readVersion, id, body);
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

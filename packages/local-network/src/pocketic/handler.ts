/** The PocketIC REST API of one instance: paths below `/instances/{id}`. */
import { parseExactJson, printExactJson } from './exact-json.ts';
import { asObject, type JsonObject } from './fields.ts';
import { type HttpRequest, type HttpResponse, RestError, textResponse } from './http.ts';
import { awaitIngress, ingressStatus, query, submitIngress } from './ingress.ts';
import type { PocketIcInstance } from './instance-api.ts';
import * as state from './state-endpoints.ts';
import { topologyJson } from './topology.ts';

type Endpoint = (instance: PocketIcInstance, body: JsonObject, blob?: Uint8Array) => unknown;

const ENDPOINTS: Record<string, Endpoint> = {
  'GET /_/topology': ({ replica }) => topologyJson(replica),
  'GET /read/topology': ({ replica }) => topologyJson(replica),
  'POST /update/submit_ingress_message': submitIngress,
  'POST /update/await_ingress_message': awaitIngress,
  'POST /read/ingress_status': ingressStatus,
  'POST /read/query': query,
  'POST /update/tick': state.tick,
  'GET /read/get_time': state.getTime,
  'POST /update/set_time': state.setTime,
  'POST /update/set_certified_time': state.setCertifiedTime,
  'POST /read/get_controllers': state.getControllers,
  'POST /read/get_subnet': state.getSubnet,
  'POST /read/get_cycles': state.getCycles,
  'POST /update/add_cycles': state.addCycles,
  // Of this network alone: PocketIC has nothing like it.
  'POST /update/set_threshold_signing': state.setThresholdSigning,
  'POST /read/pub_key': state.publicKey,
  'POST /read/get_stable_memory': state.getStableMemory,
  'POST /update/set_stable_memory': state.setStableMemory,
  'GET /read/get_canister_http': () => [],
  'POST /update/mock_canister_http': () => {
    throw new RestError(501, 'The local network does not support mocking HTTPS outcalls');
  },
  'GET /auto_progress': ({ live }) => live.enabled,
  'POST /auto_progress': ({ live }, body) => {
    live.start(Number(body.artificial_delay_ms ?? 0));
    return null;
  },
  'POST /stop_progress': ({ live }) => {
    live.stop();
    return null;
  },
};

/**
 * Answers a request whose path starts below `/instances/{id}`; always at once, so a client never
 * has to poll. `blob` is the blob-store entry that the body names.
 */
export function handlePocketIc(
  instance: PocketIcInstance,
  request: HttpRequest,
  blob?: Uint8Array,
): HttpResponse {
  return answerJson(() => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`];
    if (!endpoint) throw new RestError(404, `There is no ${request.method} ${request.path}`);
    return endpoint(instance, jsonBody(request), blob);
  });
}

/** The JSON body of a request; an empty one counts as `{}`. */
export function jsonBody(request: HttpRequest): JsonObject {
  if (request.body.length === 0) return {};
  try {
    return asObject(parseExactJson(Buffer.from(request.body).toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RestError(400, `Not JSON: ${error.message}`);
    throw error;
  }
}

/** Runs `produce` and prints its value, or its error in the form `{message}` that clients know. */
export function answerJson(produce: () => unknown): HttpResponse {
  try {
    return textResponse(200, printExactJson(produce()), 'application/json');
  } catch (error) {
    return errorResponse(error);
  }
}

/** An error as PocketIC's `{message}`; a defect keeps its stack for the log. */
export function errorResponse(error: unknown): HttpResponse {
  const status = error instanceof RestError ? error.status : 500;
  if (status === 500) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return textResponse(status, printExactJson({ message }), 'application/json');
}

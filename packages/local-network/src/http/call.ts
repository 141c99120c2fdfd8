import { type Authenticated, covers } from '../crypto/authenticate.ts';
import { utf8 } from '../crypto/bytes.ts';
import {
  type CallContent,
  type Envelope,
  isRefusal,
  parseEnvelope,
  type Refusal,
  refuse,
} from '../crypto/envelope.ts';
import { principalText } from '../crypto/principal.ts';
import type { Message, Reject, Subnet } from '../replica.ts';
import { type Address, type Located, locate } from './address.ts';
import { cborResponse, corsHeaders, type HttpResponse, refusalResponse } from './message.ts';
import { authenticateFor, type Network } from './network.ts';

/** Largest ingress message of an application subnet. */
export const maxIngressBytes = 2 * 1024 * 1024;

export type CallVersion = 2 | 3 | 4;

type Accepted = { envelope: Envelope<CallContent>; auth: Authenticated } & Located;

/**
 * `POST /api/v2|v3|v4/canister/<id>/call` and `/api/v4/subnet/<id>/call` (interface spec, "Asynchronous" and
 * "Synchronous call"): v2 answers 202 at once, the others wait for the outcome and answer with its
 * certificate, or 202 when the network does not settle it now.
 */
export async function handleCall(
  network: Network,
  version: CallVersion,
  address: Address,
  body: Uint8Array,
): Promise<HttpResponse> {
  const accepted = accept(network, address, body);
  if (isRefusal(accepted)) return refusalResponse(accepted);
  const { replica, driver } = network;
  const { content } = accepted.envelope;
  const { effectiveCanisterId } = accepted;
  const id = accepted.auth.requestId;
  if (!replica.ingressStatus(id)) {
    const message = messageOf(content);
    const reject = replica.inspectIngress(message, effectiveCanisterId);
    if (reject) return nonReplicatedRejection(reject);
    replica.submitIngress(id, message, effectiveCanisterId, content.ingress_expiry);
  }
  const settled = driver.progress(id);
  if (version === 2) {
    settled.catch((error) => console.error('A round failed after an asynchronous call:', error));
    return acceptedResponse('');
  }
  await settled;
  return outcome(network, accepted.subnet, id, version);
}

function accept(network: Network, address: Address, body: Uint8Array): Accepted | Refusal {
  if (body.length > maxIngressBytes)
    return refuse(
      413,
      `Request is too large. Message byte size ${body.length} is larger than the max allowed ${maxIngressBytes}.`,
    );
  const envelope = parseEnvelope(body, 'call');
  if (isRefusal(envelope)) return envelope;
  const located = locate(network, envelope.content, address);
  if (isRefusal(located)) return located;
  const auth = authenticateFor(network, envelope);
  if (isRefusal(auth)) return auth;
  const forbidden = checkTargets(auth, envelope.content);
  if (forbidden) return forbidden;
  if (auth.queriesOnly) return refuse(403, 'The delegation permits queries only, not calls.');
  return { envelope, auth, ...located };
}

/** Refuses a request to a canister that the sender's delegations do not cover. */
export function checkTargets(auth: Authenticated, content: CallContent): Refusal | undefined {
  if (covers(auth.targets, content.canister_id)) return undefined;
  return refuse(
    400,
    `Canister ${principalText(content.canister_id)} is not one of the delegation targets`,
  );
}

export const messageOf = (content: CallContent): Message => ({
  sender: content.sender,
  canisterId: content.canister_id,
  method: content.method_name,
  arg: content.arg,
});

/** Rejected before the message entered the replicated state, hence without certificate. */
const nonReplicatedRejection = (reject: Reject): HttpResponse =>
  cborResponse({
    status: 'non_replicated_rejection',
    reject_code: reject.code,
    reject_message: reject.message,
    error_code: reject.errorCode,
  });

function outcome(
  { replica, certifier }: Network,
  subnet: Subnet,
  id: Uint8Array,
  version: 3 | 4,
): HttpResponse {
  const status = replica.ingressStatus(id)?.status;
  if (status !== 'replied' && status !== 'rejected' && status !== 'done')
    return acceptedResponse(
      'Message did not complete execution and certification within the replica defined timeout.',
    );
  const form = version === 3 ? 'flat' : 'tree';
  const certificate = certifier.certify(subnet, [[utf8('request_status'), id]], form);
  return cborResponse({ status: 'replied', certificate });
}

const acceptedResponse = (reason: string): HttpResponse => ({
  status: 202,
  headers: [['content-type', 'text/plain; charset=utf-8'], ...corsHeaders],
  body: utf8(reason),
});

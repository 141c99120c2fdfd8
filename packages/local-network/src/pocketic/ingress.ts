/** Calls through the REST API: submit, await, status, query. */
import { sha256 } from '@noble/hashes/sha2';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import type { IngressStatus, Message, Replica, Response } from '../replica.ts';
import type { Json } from './exact-json.ts';
import {
  asObject,
  bytesField,
  fromBase64,
  type JsonObject,
  textField,
  toBase64,
} from './fields.ts';
import { RestError } from './http.ts';
import type { PocketIcInstance } from './instance-api.ts';
import { rejectJson } from './reject-names.ts';

/** Rounds that `await_ingress_message` runs at most, as in PocketIC. */
const MAX_AWAIT_ROUNDS = 100;

function messageOf(call: JsonObject): Message {
  if (call.sender_info !== undefined && call.sender_info !== null) {
    throw new RestError(400, 'The local network does not support "sender_info"');
  }
  return {
    sender: bytesField(call, 'sender'),
    canisterId: bytesField(call, 'canister_id'),
    method: textField(call, 'method'),
    arg: bytesField(call, 'payload'),
  };
}

/** A subnet stands for the first canister id of its ranges. */
function effectiveCanisterId(replica: Replica, value: Json | undefined): Uint8Array | undefined {
  if (value === undefined || value === null || value === 'None') return undefined;
  const principal = asObject(value, '"effective_principal"');
  if (principal.CanisterId !== undefined) return bytesField(principal, 'CanisterId');
  const id = textField(principal, 'SubnetId');
  const subnet = replica.subnets.find((known) => toBase64(known.id) === id);
  if (!subnet?.ranges[0]) throw new RestError(400, 'There is no subnet with the given id');
  return subnet.ranges[0].start;
}

/** An id that no remembered message has; derived from time and content, so that runs repeat. */
function freshRequestId(replica: Replica, message: Message): Uint8Array {
  for (let attempt = 0; ; attempt++) {
    const id = sha256(
      concatBytes(
        utf8ToBytes(`pocket-ic ${replica.timeNs()} ${attempt} ${message.method}`),
        sha256(concatBytes(message.sender, message.canisterId, message.arg)),
      ),
    );
    if (replica.ingressStatus(id) === undefined) return id;
  }
}

/** `POST update/submit_ingress_message`: inspects the message and queues it. */
export function submitIngress(instance: PocketIcInstance, call: JsonObject): unknown {
  const { replica } = instance;
  const message = messageOf(call);
  const effective = effectiveCanisterId(replica, call.effective_principal);
  instance.live.refreshTime();
  const refusal = instance.disableIngressValidation
    ? undefined
    : replica.inspectIngress(message, effective);
  if (refusal) return { Err: rejectJson(refusal, false) };
  const requestId = freshRequestId(replica, message);
  replica.submitIngress(requestId, message, effective, undefined);
  instance.live.kick();
  return {
    Ok: {
      effective_principal: call.effective_principal ?? 'None',
      message_id: toBase64(requestId),
    },
  };
}

/** A terminal status as PocketIC's result; undefined while the message is under way. */
function outcomeJson(status: IngressStatus | undefined): unknown {
  switch (status?.status) {
    case 'replied':
      return { Ok: toBase64(status.bytes) };
    case 'rejected':
      return { Err: rejectJson(status, true) };
    case 'done':
      throw new RestError(400, 'The answer of this message is no longer remembered');
    default:
      return undefined;
  }
}

/** `POST update/await_ingress_message`: runs rounds until the message has its answer. */
export function awaitIngress(instance: PocketIcInstance, body: JsonObject): unknown {
  const requestId = fromBase64(textField(body, 'message_id'));
  if (instance.replica.ingressStatus(requestId) === undefined) {
    throw new RestError(400, 'There is no ingress message with this id');
  }
  for (let round = 0; round <= MAX_AWAIT_ROUNDS; round++) {
    const outcome = outcomeJson(instance.replica.ingressStatus(requestId));
    if (outcome !== undefined) return outcome;
    instance.live.refreshTime();
    instance.replica.executeRound();
  }
  const id = Buffer.from(requestId).toString('hex');
  throw new RestError(400, `No answer to ingress message 0x${id} after ${MAX_AWAIT_ROUNDS} rounds`);
}

/** `POST read/ingress_status`: null while unknown or under way; refused to other callers. */
export function ingressStatus(instance: PocketIcInstance, body: JsonObject): unknown {
  const raw = body.raw_message_id;
  const requestId = fromBase64(
    typeof raw === 'string' ? raw : textField(asObject(raw, '"raw_message_id"'), 'message_id'),
  );
  const caller = body.raw_caller;
  const sender = instance.replica.ingressSender(requestId)?.sender;
  if (typeof caller === 'string' && sender && toBase64(sender) !== caller) {
    throw new RestError(403, 'The caller did not send this message');
  }
  return outcomeJson(instance.replica.ingressStatus(requestId)) ?? null;
}

/** `POST read/query`. */
export function query(instance: PocketIcInstance, call: JsonObject): unknown {
  const message = messageOf(call);
  effectiveCanisterId(instance.replica, call.effective_principal);
  instance.live.refreshTime();
  const response: Response = instance.replica.query(message, {
    dataCertificate: () => instance.dataCertificate(message.canisterId),
  });
  return response.kind === 'reply'
    ? { Ok: toBase64(response.bytes) }
    : { Err: rejectJson(response, false) };
}

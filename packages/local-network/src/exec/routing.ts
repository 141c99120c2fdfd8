/** Interface spec, "Message delivery": queues keep the order of requests between two canisters. */
import { toHex } from '../crypto/bytes.ts';
import { principalText } from '../crypto/principal.ts';
import type { Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { limits } from './cycles.ts';
import { answerIngress } from './ingress.ts';
import { code, fault, rejection, sentence } from './reject.ts';
import type { Origin, QueuedMessage, Request } from './types.ts';
import type { World } from './world.ts';

/** Sends a request of a canister on its way. */
export function sendRequest(world: World, from: Canister, request: Request): void {
  if (world.isManagement(request.callee)) {
    world.managementCalls.push(request);
    return;
  }
  const target = world.find(request.callee);
  if (target && target.subnet !== from.subnet && request.arg.length > limits.maxCallBytes) {
    const text = `Canister ${from.text} sent ${request.arg.length} bytes to another subnet, more than ${limits.maxCallBytes}`;
    const tooLarge = rejection(fault(code.contractViolation, text));
    respond(world, request.origin, tooLarge, request.cycles, from);
    return;
  }
  if (target) {
    post(world, from, target, request);
    return;
  }
  const text = sentence.notFound(principalText(request.callee));
  const reject = rejection(fault(code.canisterNotFound, text));
  respond(world, request.origin, reject, request.cycles, from);
}

/** Brings an answer and the cycles that were not accepted to whoever made the call. */
export function respond(
  world: World,
  origin: Origin,
  response: Response,
  refund: bigint,
  from: Canister | undefined,
): void {
  if (origin.kind === 'ingress') answerIngress(world, origin.requestId, response);
  if (origin.kind !== 'canister') return;
  const caller = world.canisters.get(origin.canister);
  if (!caller) return;
  const message = { kind: 'response' as const, callback: origin.callback, response, refund };
  post(world, from ?? caller, caller, message);
}

/** Within a subnet messages arrive at once, between subnets in the next round. */
function post(world: World, from: Canister, to: Canister, message: QueuedMessage): void {
  if (from.subnet === to.subnet) to.state.queue.push(message);
  else world.streams.push({ target: toHex(to.id), message });
}

/** Delivers what other subnets sent in the last round. */
export function deliverStreams(world: World): void {
  const arriving = world.streams;
  world.streams = [];
  for (const { target, message } of arriving) {
    const canister = world.canisters.get(target);
    if (canister) canister.state.queue.push(message);
    else if (message.kind === 'request') {
      const text = sentence.notFound(principalText(message.callee));
      const reject = rejection(fault(code.canisterNotFound, text));
      respond(world, message.origin, reject, message.cycles, undefined);
    }
  }
}

/** Interface spec, "Request status": what became of messages from users. */
import { toHex } from '../crypto/bytes.ts';
import { principalText as textOf } from '../crypto/principal.ts';
import type { IngressStatus, Message, Response } from '../replica.ts';
import { ingressFee } from './cycles.ts';
import { code, fault, rejection, sentence } from './reject.ts';
import type { World } from './world.ts';

export type IngressEntry = {
  id: Uint8Array;
  /** Its argument is dropped once a round has taken the message: replies need only the status. */
  message: Message;
  effectiveCanisterId: Uint8Array | undefined;
  /** Index of the subnet whose certificates show the status. */
  subnet: number;
  expiryNs: bigint;
  status: IngressStatus;
  answeredNs: bigint | undefined;
};

/** Statuses are remembered for the ingress expiry and then forgotten. */
export const INGRESS_TTL_NS = 300_000_000_000n;
const NO_ARGUMENT = new Uint8Array(0);

/** Enqueues a message; a known request id is a no-op (deduplication). */
export function submit(
  world: World,
  requestId: Uint8Array,
  message: Message,
  effectiveCanisterId: Uint8Array | undefined,
  expiryNs: bigint | undefined,
): void {
  const key = toHex(requestId);
  if (world.ingress.has(key)) return;
  const place = message.canisterId.length > 0 ? message.canisterId : effectiveCanisterId;
  const subnet = place && world.subnetOf(place);
  world.ingress.set(key, {
    id: requestId.slice(),
    message: { ...message, sender: message.sender.slice(), arg: message.arg.slice() },
    effectiveCanisterId: effectiveCanisterId?.slice(),
    subnet: subnet ? world.subnets.indexOf(subnet) : 0,
    expiryNs: expiryNs ?? world.timeNs + INGRESS_TTL_NS,
    status: { status: 'received' },
    answeredNs: undefined,
  });
  world.inbox.push(key);
  world.ingressChanged(key, subnet ? world.subnets.indexOf(subnet) : 0);
  world.version++;
}

/** Sets the terminal status of a message. */
export function answerIngress(world: World, requestId: string, response: Response): void {
  const entry = world.ingress.get(requestId);
  if (!entry) return;
  entry.answeredNs = world.timeNs;
  world.ingressChanged(requestId, entry.subnet);
  if (response.kind === 'reply') entry.status = { status: 'replied', bytes: response.bytes };
  else {
    const { kind: _, ...reject } = response;
    entry.status = { status: 'rejected', ...reject };
  }
}

/** Moves accepted messages into the queues of their canisters, in the order of arrival. */
export function inductIngress(world: World): void {
  const inbox = world.inbox;
  world.inbox = [];
  for (const key of inbox) {
    const entry = world.ingress.get(key);
    if (entry) induct(world, key, entry);
  }
}

function induct(world: World, key: string, entry: IngressEntry): void {
  const { message } = entry;
  entry.message = { ...message, arg: NO_ARGUMENT };
  if (entry.expiryNs < world.timeNs) {
    const text = `Ingress message ${key} timed out waiting to start executing.`;
    answerIngress(world, key, rejection(fault(code.ingressTimeout, text)));
    return;
  }
  entry.status = { status: 'processing' };
  world.ingressChanged(key, entry.subnet);
  const request = {
    kind: 'request' as const,
    origin: { kind: 'ingress' as const, requestId: key, sender: message.sender },
    callee: message.canisterId,
    method: message.method,
    arg: message.arg,
    cycles: 0n,
    deadlineNs: 0n,
  };
  if (world.isManagement(message.canisterId)) {
    world.managementCalls.push(request);
    return;
  }
  const canister = world.find(message.canisterId);
  if (!canister) {
    const text = sentence.notFound(textOf(message.canisterId));
    answerIngress(world, key, rejection(fault(code.canisterNotFound, text)));
    return;
  }
  const fee = ingressFee(message.arg.length + message.method.length, canister.subnet);
  if (canister.state.cycles < fee) {
    const text = sentence.outOfCycles(canister.text, fee - canister.state.cycles);
    answerIngress(world, key, rejection(fault(code.outOfCycles, text)));
    return;
  }
  canister.state.cycles -= fee;
  canister.state.consumed.ingressInduction += fee;
  canister.state.queue.push(request);
}

/** Forgets answered messages whose retention is over. */
export function prune(world: World): void {
  for (const [key, entry] of world.ingress) {
    const { answeredNs } = entry;
    if (answeredNs === undefined) continue;
    if (answeredNs + INGRESS_TTL_NS < world.timeNs && entry.expiryNs < world.timeNs) {
      world.ingress.delete(key);
      world.ingressChanged(key, entry.subnet);
      world.version++;
    }
  }
}

/** A replica of a counter for unit tests of clock and journal. Not part of the network. */
import type { IngressStatus, Message, Replica } from '../replica.ts';

type Toy = Pick<
  Replica,
  | 'timeNs'
  | 'setTimeNs'
  | 'certifiedTimeNs'
  | 'setCertifiedTimeNs'
  | 'submitIngress'
  | 'ingressStatus'
  | 'executeRound'
  | 'hasWork'
  | 'nextTimerNs'
  | 'stateVersion'
  | 'exportState'
  | 'pruneIngress'
>;

/** What `exportState` gives and {@link toyReplica} continues from. */
export type ToyState = { now: bigint; certified: bigint; log: string[]; queue: string[] };

/** Every executed message is written to `log` with its time; a message `again` queues itself anew. */
export function toyReplica(state?: ToyState) {
  const at = state ?? { now: 0n, certified: 0n, log: [], queue: [] };
  const toy: Toy & { state: ToyState; rounds: number; timer: bigint | undefined } = {
    state: at,
    rounds: 0,
    timer: undefined,
    timeNs: () => at.now,
    setTimeNs: (ns) => {
      at.now = ns;
    },
    certifiedTimeNs: () => at.certified,
    setCertifiedTimeNs: (ns) => {
      at.now = ns;
      at.certified = ns;
    },
    submitIngress: (_id: Uint8Array, message: Message) => {
      at.queue.push(message.method);
    },
    ingressStatus: (id): IngressStatus | undefined =>
      at.log.some((line) => line.startsWith(`${id[0]}`))
        ? { status: 'replied', bytes: id }
        : undefined,
    executeRound: () => {
      toy.rounds++;
      for (const method of at.queue.splice(0)) {
        at.log.push(`${method} ${at.now}`);
        if (method === 'again') at.queue.push(method);
      }
      if (toy.timer !== undefined && toy.timer <= at.now) {
        at.log.push(`timer ${at.now}`);
        toy.timer = undefined;
      }
      at.certified = at.now;
    },
    hasWork: () => at.queue.length > 0 || (toy.timer !== undefined && toy.timer <= at.now),
    nextTimerNs: () => toy.timer,
    stateVersion: () => at.log.length,
    exportState: () => structuredClone(at),
    pruneIngress: () => {},
  };
  return toy as typeof toy & Replica;
}

/** A message to nobody in particular. */
export const toyMessage = (method: string): Message => ({
  sender: new Uint8Array(1),
  canisterId: new Uint8Array(1),
  method,
  arg: new Uint8Array(0),
});

/**
 * Facts on their way in: each takes effect once, in order. A batch is one message, so either all
 * its facts took effect and the cursor moved, or nothing happened and the sender tries again.
 */
import type { Principal } from '@dfinity/principal';
import {
  binary,
  type CanisterName,
  canisterOf,
  err,
  FACTS_PER_BATCH_MAX,
  type FactBatch,
  type FactEnvelope,
  type FactKind,
  type FactRefusal,
  type InboxStatus,
  type Infer,
  ok,
  type PeerName,
  type Result,
} from '@qikcard/contracts';
import { textKey } from './keys.ts';
import type { RawMap } from './memory-map.ts';
import { table } from './table.ts';

const { struct, u64, versioned } = binary;

export type FactContext = { sender: PeerName; atNs: bigint; seq: bigint };
export type Reaction = {
  kind: number;
  senders: readonly CanisterName[];
  react(body: Uint8Array, context: FactContext): void;
};

/** What happens here when one of `senders` states a fact of this kind. */
export function on<T>(
  fact: FactKind<T>,
  senders: readonly CanisterName[],
  react: (value: T, context: FactContext) => void,
): Reaction {
  return {
    kind: fact.kind,
    senders,
    react: (body, context) => react(fact.codec.decode(body), context),
  };
}

type Ack = { received_through: bigint };
type Refusal = Infer<typeof FactRefusal>;
const cursorCodec = versioned(1, struct({ stream: u64, through: u64 }));

export function createInbox(port: {
  map: RawMap;
  peerOf(sender: Principal): PeerName | undefined;
  everyone(): readonly PeerName[];
}) {
  const cursors = table(port.map, cursorCodec, textKey);
  const reactions = new Map<number, Reaction>();

  function apply(fact: FactEnvelope, sender: PeerName): void {
    const { seq, at_ns: atNs, kind, body } = fact;
    // A kind from a newer sender is acknowledged without effect, so upgrades need no order.
    reactions.get(kind)?.react(body, { sender, atNs, seq });
  }

  return {
    react(list: readonly Reaction[]): void {
      for (const reaction of list) {
        if (reactions.has(reaction.kind)) throw new Error(`two reactions to ${reaction.kind}`);
        reactions.set(reaction.kind, reaction);
      }
    },
    /** How far each sender has got. */
    status: (): Infer<typeof InboxStatus>[] =>
      port.everyone().flatMap((sender) => {
        const cursor = cursors.get(sender);
        if (cursor === undefined) return [];
        return [{ sender, stream: cursor.stream, received_through: cursor.through }];
      }),
    receive(caller: Principal, { stream, facts }: FactBatch): Result<Ack, Refusal> {
      const sender = port.peerOf(caller);
      if (sender === undefined) return err({ StrangerCanister: null });
      if (facts.length > FACTS_PER_BATCH_MAX)
        return err({ TooMany: { limit: FACTS_PER_BATCH_MAX } });
      const name = canisterOf(sender);
      const mayNot = facts.some(({ kind }) => {
        const reaction = reactions.get(kind);
        return reaction !== undefined && !reaction.senders.includes(name);
      });
      if (mayNot) return err({ StrangerCanister: null });

      const known = cursors.get(sender);
      // A sender or receiver that starts anew takes up the stream where the sender stands: what
      // was acknowledged before is forgotten there. Roles notice by their version and pull.
      let through = known?.stream === stream ? known.through : (facts[0]?.seq ?? 1n) - 1n;
      const fresh = facts.filter(({ seq }) => seq > through);
      const gapAt = fresh.findIndex(({ seq }, i) => seq !== through + BigInt(i) + 1n);
      if (gapAt >= 0) return err({ Gap: { expected_seq: through + BigInt(gapAt) + 1n } });
      for (const fact of fresh) apply(fact, sender);
      through += BigInt(fresh.length);
      if (fresh.length > 0) cursors.put(sender, { stream, through });
      return ok({ received_through: through });
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;

/** A shelf of badges on the heap, for tests. */
import { Principal } from '@dfinity/principal';
import { type Account, accountOf, keyOf } from '@qikcard/contracts/icrc/account';
import type { Approval, Badge, BadgeBlock, Shelf } from './shelf.ts';

export const NOW = 1_780_000_000_000_000_000n;
export const person = (n: number): Principal => Principal.fromUint8Array(Uint8Array.of(n, 1));
export const own = (n: number): Account => accountOf(person(n));

export type TestShelf = Shelf & {
  nowNs: bigint;
  badges: Map<bigint, Badge>;
  blocks: BadgeBlock[];
  reserved: Set<bigint>;
  ownerOf(id: bigint): string | undefined;
};

/** Badges 1, 2, … belong to the persons of these numbers; those in `soulbound` for good. */
export function shelfOf(owners: number[], soulbound: bigint[] = []): TestShelf {
  const badges = new Map<bigint, Badge>();
  for (const [i, n] of owners.entries()) {
    const id = BigInt(i + 1);
    badges.set(id, { owner: keyOf(own(n))!, soulbound: soulbound.includes(id) });
  }
  const tokens = new Map<bigint, Approval[]>();
  const collections = new Map<string, Approval[]>();
  const fingerprints = new Map<string, bigint>();
  const blocks: BadgeBlock[] = [];
  const reserved = new Set<bigint>();
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return {
    nowNs: NOW,
    badges,
    blocks,
    reserved,
    ownerOf: (id) => badges.get(id)?.owner.owner.toHex(),
    badge: (id) => badges.get(id),
    isReserved: (id) => reserved.has(id),
    give(id, to) {
      badges.set(id, { ...(badges.get(id) as Badge), owner: to });
      tokens.delete(id);
    },
    tokenApprovals: (id) => tokens.get(id) ?? [],
    setTokenApprovals: (id, approvals) => void tokens.set(id, approvals),
    collectionApprovals: (owner) => collections.get(owner.toHex()) ?? [],
    setCollectionApprovals: (owner, approvals) => void collections.set(owner.toHex(), approvals),
    duplicateOf: (fingerprint) => fingerprints.get(hex(fingerprint)),
    append(block) {
      const index = BigInt(blocks.push(block) - 1);
      if (block.deduplicate) fingerprints.set(hex(block.deduplicate.fingerprint), index);
      return index;
    },
  };
}

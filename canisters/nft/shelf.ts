/** The shelf of badges in stable memory, as of one message. */
import type { Principal } from '@dfinity/principal';
import { blockTip, createBlockLog, ic } from '@qikcard/canister-kit';
import { type AccountKey, accountAt, accountValue } from '@qikcard/contracts/icrc/account';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import { publishArt, removeArt } from './art.ts';
import { PERMITTED_DRIFT_NS, TX_WINDOW_NS } from './domain/collection.ts';
import type { Shelf } from './domain/shelf.ts';
import { endReservation, isReserved } from './reservations.ts';
import type { BadgeRow } from './rows.ts';
import {
  badges,
  badgesOfAccount,
  blockMap,
  blocksOfBadge,
  burnedCount,
  collectionApprovals,
  fingerprintOrder,
  fingerprints,
  indexedBlocks,
  tokenApprovals,
} from './store.ts';

/** For each fingerprint that is kept, two old ones go: the table shrinks to the window. */
const FORGOTTEN_PER_APPEND = 2;
export const blocks = createBlockLog(blockMap, () => tip.soon());
export const tip = blockTip(() => blocks);

export type BadgeKey = [Principal, Uint8Array, bigint];
export const keyOfBadge = ({ owner, subaccount }: AccountKey, id: bigint): BadgeKey => [
  owner,
  subaccount,
  id,
];

export function shelfAt(nowNs: bigint): Shelf {
  return {
    nowNs,
    badge: (id) => badges.get(id),
    isReserved: (id) => isReserved(id, nowNs),
    give(id, to) {
      const row = badges.get(id) as BadgeRow;
      const given = { ...row, owner: to, transfers: row.transfers + 1 };
      badgesOfAccount.remove(keyOfBadge(row.owner, id));
      badgesOfAccount.insert(keyOfBadge(to, id));
      badges.put(id, given);
      tokenApprovals.remove(id);
      endReservation(id);
      publishArt(id, row.transfers);
    },
    tokenApprovals: (id) => tokenApprovals.get(id) ?? [],
    setTokenApprovals: (id, approvals) => putOrRemove(tokenApprovals, id, approvals),
    collectionApprovals: (owner) => collectionApprovals.get(owner) ?? [],
    setCollectionApprovals: (owner, all) => putOrRemove(collectionApprovals, owner, all),
    duplicateOf: (fingerprint) => fingerprints.get(fingerprint),
    append({ btype, tx, deduplicate }) {
      const index = blocks.append(btype, [['tx', tx]], nowNs);
      noteBlock(index, tx);
      if (deduplicate) {
        const { fingerprint, createdAtNs } = deduplicate;
        fingerprints.put(fingerprint, index);
        fingerprintOrder.insert([createdAtNs, fingerprint]);
      }
      forgetOld(nowNs);
      return index;
    },
  };
}

function putOrRemove<K, V>(
  rows: { put(key: K, value: V[]): void; remove(key: K): boolean },
  key: K,
  all: V[],
): void {
  if (all.length === 0) rows.remove(key);
  else rows.put(key, all);
}

/** Nobody can repeat what is older than the window and the drift: it would be `TooOld`. */
function forgetOld(nowNs: bigint): void {
  for (const [createdAtNs, fingerprint] of fingerprintOrder.scan({ limit: FORGOTTEN_PER_APPEND })) {
    if (createdAtNs + TX_WINDOW_NS + PERMITTED_DRIFT_NS >= nowNs) return;
    fingerprints.remove(fingerprint);
    fingerprintOrder.remove([createdAtNs, fingerprint]);
  }
}

/** Makes a badge disappear; its block says why. */
export function burn(id: bigint, row: BadgeRow, reason: string): void {
  badges.remove(id);
  badgesOfAccount.remove(keyOfBadge(row.owner, id));
  tokenApprovals.remove(id);
  endReservation(id);
  burnedCount.add();
  removeArt(id);
  const tx = mapOf({
    tid: { Nat: id },
    from: accountValue(accountAt(row.owner)),
    meta: mapOf({ 'qikcard:reason': { Text: reason } }),
  });
  shelfAt(ic.nowNs()).append({ btype: '7burn', tx, deduplicate: undefined });
}

/** Blocks about a badge are found by its number. */
function noteBlock(index: bigint, tx: Value): void {
  const id = 'Map' in tx ? tx.Map.find(([name]) => name === 'tid')?.[1] : undefined;
  if (id && 'Nat' in id) blocksOfBadge.insert([id.Nat, index]);
}

const INDEXED_PER_STEP = 100n;
/** Blocks from before there was an index of them; a step at a time, after every start. */
export function indexBlocks(): void {
  const from = indexedBlocks.get();
  const end = blocks.length() - from > INDEXED_PER_STEP ? from + INDEXED_PER_STEP : blocks.length();
  for (let index = from; index < end; index++) {
    const block = blocks.get(index);
    const tx = block && 'Map' in block ? block.Map.find(([name]) => name === 'tx')?.[1] : undefined;
    if (tx) noteBlock(index, tx);
  }
  indexedBlocks.add(end - from);
  if (end < blocks.length()) ic.setTimer(1, indexBlocks);
}

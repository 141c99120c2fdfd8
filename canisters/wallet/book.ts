/** The book of the QIK ledger in stable memory. */
import { blockTip, createBlockLog, ic } from '@qikcard/canister-kit';
import { type AccountKey, DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { PERMITTED_DRIFT_NS, TX_WINDOW_NS } from '@qikcard/contracts/icrc/stamp';
import type { Value } from '@qikcard/contracts/icrc/value';
import type { Book } from './domain/book.ts';
import { ownersOf } from './domain/touches.ts';
import {
  allowanceOrder,
  allowances,
  balances,
  blockMap,
  blocksOfOwner,
  fingerprintOrder,
  fingerprints,
  indexedBlocks,
  supply,
} from './store.ts';

/** For each fingerprint that is kept, two old ones go: the table shrinks to the window. */
const FORGOTTEN_PER_APPEND = 2;

export const blocks = createBlockLog(blockMap, () => tip.soon());
export const tip = blockTip(() => blocks);

const keyOf = ({ owner, subaccount }: AccountKey) =>
  [owner, subaccount] as [typeof owner, Uint8Array];

/** As of this message. */
export function bookAt(nowNs: bigint): Book {
  return {
    nowNs,
    minting: { owner: ic.self(), subaccount: DEFAULT_SUBACCOUNT },
    balance: (account) => balances.get(keyOf(account)) ?? 0n,
    setBalance(account, amount) {
      if (amount < 0n) throw new RangeError('a balance below nothing');
      if (amount === 0n) balances.remove(keyOf(account));
      else balances.put(keyOf(account), amount);
    },
    allowance: (owner, spender) => allowances.get([...keyOf(owner), ...keyOf(spender)]),
    setAllowance(owner, spender, held) {
      const key = [...keyOf(owner), ...keyOf(spender)] as [
        ...ReturnType<typeof keyOf>,
        ...ReturnType<typeof keyOf>,
      ];
      if (held === undefined) {
        allowances.remove(key);
        allowanceOrder.remove(key);
      } else {
        allowances.put(key, held);
        allowanceOrder.insert(key);
      }
    },
    supply: supply.get,
    setSupply: supply.set,
    duplicateOf: (fingerprint) => fingerprints.get(fingerprint),
    append({ btype, tx, fee, deduplicate }) {
      const entries: [string, Value][] = fee === undefined ? [] : [['fee', { Nat: fee }]];
      const index = blocks.append(btype, [...entries, ['tx', tx]], nowNs);
      if (indexedBlocks.get() === index) {
        noteBlock(index, tx);
        indexedBlocks.add();
      }
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

/** Nobody can repeat what is older than the window and the drift: it would be `TooOld`. */
function forgetOld(nowNs: bigint): void {
  for (const [createdAtNs, fingerprint] of fingerprintOrder.scan({ limit: FORGOTTEN_PER_APPEND })) {
    if (createdAtNs + TX_WINDOW_NS + PERMITTED_DRIFT_NS >= nowNs) return;
    fingerprints.remove(fingerprint);
    fingerprintOrder.remove([createdAtNs, fingerprint]);
  }
}

/** Whoever pays or receives finds the block; the wallet's own accounts lie between people. */
function noteBlock(index: bigint, tx: Value | undefined): void {
  for (const owner of ownersOf(tx)) {
    if (owner.compareTo(ic.self()) !== 'eq') blocksOfOwner.insert([owner, index]);
  }
}

const INDEXED_PER_STEP = 100n;
/** Blocks from before there was an index of them; a step at a time, after every start. */
export function indexBlocks(): void {
  const from = indexedBlocks.get();
  const rest = blocks.length() - from;
  const end = from + (rest > INDEXED_PER_STEP ? INDEXED_PER_STEP : rest);
  for (let index = from; index < end; index++) {
    const block = blocks.get(index);
    noteBlock(
      index,
      block && 'Map' in block ? block.Map.find(([n]) => n === 'tx')?.[1] : undefined,
    );
  }
  indexedBlocks.add(end - from);
  if (end < blocks.length()) ic.setTimer(1, indexBlocks);
}

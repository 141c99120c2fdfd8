/** The book of the QIK ledger in stable memory. */
import { blockTip, createBlockLog, ic } from '@qikcard/canister-kit';
import { type AccountKey, DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { PERMITTED_DRIFT_NS, TX_WINDOW_NS } from '@qikcard/contracts/icrc/stamp';
import type { Value } from '@qikcard/contracts/icrc/value';
import type { Book } from './domain/book.ts';
import {
  allowanceOrder,
  allowances,
  balances,
  blockMap,
  fingerprintOrder,
  fingerprints,
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

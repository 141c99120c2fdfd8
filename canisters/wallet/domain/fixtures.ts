/** A book on the heap, for tests. */
import { Principal } from '@dfinity/principal';
import {
  type Account,
  type AccountKey,
  accountOf,
  DEFAULT_SUBACCOUNT,
} from '@qikcard/contracts/icrc/account';
import type { AllowanceHeld, BlockDraft, Book } from './book.ts';

export const NOW = 1_780_000_000_000_000_000n;
export const person = (n: number): Principal => Principal.fromUint8Array(Uint8Array.of(n, 1));
export const own = (n: number): Account => accountOf(person(n));
export const subaccount = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const ledger = person(99);

const nameOf = ({ owner, subaccount: bytes }: AccountKey) =>
  `${owner.toHex()}.${Buffer.from(bytes).toString('hex')}`;

export type TestBook = Book & {
  nowNs: bigint;
  blocks: BlockDraft[];
  /** Every balance that is not zero. */
  balances: Map<string, bigint>;
  of(account: Account): bigint;
};

export function newBook(): TestBook {
  const balances = new Map<string, bigint>();
  const allowances = new Map<string, AllowanceHeld>();
  const fingerprints = new Map<string, bigint>();
  const blocks: BlockDraft[] = [];
  let supply = 0n;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const pair = (a: AccountKey, b: AccountKey) => `${nameOf(a)} ${nameOf(b)}`;
  const book: TestBook = {
    nowNs: NOW,
    minting: { owner: ledger, subaccount: DEFAULT_SUBACCOUNT },
    blocks,
    balances,
    of: ({ owner, subaccount: [named] }) =>
      book.balance({ owner, subaccount: named ?? DEFAULT_SUBACCOUNT }),
    balance: (account) => balances.get(nameOf(account)) ?? 0n,
    setBalance: (account, amount) => {
      if (amount < 0n) throw new RangeError('a balance below nothing');
      if (amount === 0n) balances.delete(nameOf(account));
      else balances.set(nameOf(account), amount);
    },
    allowance: (owner, spender) => allowances.get(pair(owner, spender)),
    setAllowance: (owner, spender, held) => {
      if (held === undefined) allowances.delete(pair(owner, spender));
      else allowances.set(pair(owner, spender), held);
    },
    supply: () => supply,
    setSupply: (next) => {
      supply = next;
    },
    duplicateOf: (fingerprint) => fingerprints.get(hex(fingerprint)),
    append: (block) => {
      const { deduplicate } = block;
      const index = BigInt(blocks.push(block) - 1);
      if (deduplicate) fingerprints.set(hex(deduplicate.fingerprint), index);
      return index;
    },
  };
  return book;
}

export const mintingAccount: Account = accountOf(ledger);

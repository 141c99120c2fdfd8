/** What the rules of the ledger read and write; the canister keeps it in stable memory. */
import type { AccountKey } from '@qikcard/contracts/icrc/account';
import type { Value } from '@qikcard/contracts/icrc/value';

export type AllowanceHeld = { amount: bigint; expiresAtNs: bigint | undefined };

export type Book = {
  readonly nowNs: bigint;
  /** The account that mints and burns; its balance is always zero. */
  readonly minting: AccountKey;
  balance(account: AccountKey): bigint;
  setBalance(account: AccountKey, amount: bigint): void;
  allowance(owner: AccountKey, spender: AccountKey): AllowanceHeld | undefined;
  setAllowance(owner: AccountKey, spender: AccountKey, held: AllowanceHeld | undefined): void;
  supply(): bigint;
  setSupply(supply: bigint): void;
  /** The block of a transaction with the same fingerprint within the window. */
  duplicateOf(fingerprint: Uint8Array): bigint | undefined;
  /** Chains the block behind the last one; gives its index. `fingerprint` where it is deduplicated. */
  append(block: BlockDraft): bigint;
};

/** A block before it is chained: `phash` comes from the log. */
export type BlockDraft = {
  btype: '1mint' | '1burn' | '1xfer' | '2approve' | '2xfer';
  tx: Value;
  /** The fee where the transaction did not name it. */
  fee: bigint | undefined;
  deduplicate: { fingerprint: Uint8Array; createdAtNs: bigint } | undefined;
};

/** What the rules of badges read and write; the canister keeps it in stable memory. */
import type { AccountKey } from '@qikcard/contracts/icrc/account';
import type { Value } from '@qikcard/contracts/icrc/value';

export type Badge = {
  owner: AccountKey;
  soulbound: boolean;
};
/** To whom, until when; `from` is the owner's account that may be emptied. */
export type Approval = {
  spender: AccountKey;
  from: AccountKey;
  expiresAtNs: bigint | undefined;
  memo: Uint8Array | undefined;
  createdAtNs: bigint;
};

export type Shelf = {
  readonly nowNs: bigint;
  badge(id: bigint): Badge | undefined;
  /** Promised to a sale or a swap: nobody else can move it. */
  isReserved(id: bigint): boolean;
  /** Moves a badge; its approvals go. */
  give(id: bigint, to: AccountKey): void;
  tokenApprovals(id: bigint): Approval[];
  setTokenApprovals(id: bigint, approvals: Approval[]): void;
  /** Of all accounts of the owner. */
  collectionApprovals(owner: AccountKey['owner']): Approval[];
  setCollectionApprovals(owner: AccountKey['owner'], approvals: Approval[]): void;
  duplicateOf(fingerprint: Uint8Array): bigint | undefined;
  append(block: BadgeBlock): bigint;
};

export type BadgeBlock = {
  btype:
    | '7mint'
    | '7burn'
    | '7xfer'
    | '37approve'
    | '37approve_coll'
    | '37revoke'
    | '37revoke_coll'
    | '37xfer';
  tx: Value;
  deduplicate: { fingerprint: Uint8Array; createdAtNs: bigint } | undefined;
};

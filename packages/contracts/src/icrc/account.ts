/** ICRC-1 accounts and metadata. Names are the standard's. */
import type { Principal } from '@dfinity/principal';
import { blob, type Infer, int, nat, opt, principal, record, text, variant } from '../candid.ts';
import type { Value } from './value.ts';

export const SUBACCOUNT_BYTES = 32;
/** No subaccount and 32 zeros are the same account. */
export const DEFAULT_SUBACCOUNT = new Uint8Array(SUBACCOUNT_BYTES);

export const Account = record({ owner: principal, subaccount: opt(blob) });
export type Account = Infer<typeof Account>;
export const MetadataValue = variant({ Nat: nat, Int: int, Text: text, Blob: blob });

/** The account of a principal's own. */
export const accountOf = (owner: Principal, subaccount?: Uint8Array): Account => ({
  owner,
  subaccount: subaccount === undefined ? [] : [subaccount],
});

/** An account as it is found: `subaccount` has 32 bytes, the default one is all zeros. */
export type AccountKey = { owner: Principal; subaccount: Uint8Array };

/** How an account is found; undefined when its subaccount has not 32 bytes. */
export function keyOf({ owner, subaccount }: Account): AccountKey | undefined {
  const bytes = subaccountBytes(subaccount);
  return bytes && { owner, subaccount: bytes };
}

/** An account for others to see: the default subaccount is not named. */
export function accountAt({ owner, subaccount }: AccountKey): Account {
  return accountOf(owner, subaccount.some((byte) => byte !== 0) ? subaccount : undefined);
}

export const isSame = (a: AccountKey, b: AccountKey): boolean =>
  a.owner.compareTo(b.owner) === 'eq' && a.subaccount.every((byte, i) => byte === b.subaccount[i]);

/** Undefined for what is no subaccount. */
function subaccountBytes([given]: [] | [Uint8Array]): Uint8Array | undefined {
  if (given === undefined) return DEFAULT_SUBACCOUNT;
  return given.length === SUBACCOUNT_BYTES ? Uint8Array.from(given) : undefined;
}

/** An account in a block of ICRC-3: its owner, and the subaccount only where one was named. */
export function accountValue({ owner, subaccount: [named] }: Account): Value {
  const parts: Value[] = [{ Blob: owner.toUint8Array() }];
  if (named !== undefined) parts.push({ Blob: Uint8Array.from(named) });
  return { Array: parts };
}

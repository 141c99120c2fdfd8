/** Where somebody's tokens of other ledgers lie: an account of the wallet canister, one per person. */
import type { Principal } from '@dfinity/principal';
import { type Account, accountOf, SUBACCOUNT_BYTES } from './icrc/account.ts';

/** The length of the principal, the principal, zeros: 32 bytes, and no two people share one. */
export function depositSubaccount(owner: Principal): Uint8Array {
  const raw = owner.toUint8Array();
  const subaccount = new Uint8Array(SUBACCOUNT_BYTES);
  subaccount[0] = raw.length;
  subaccount.set(raw, 1);
  return subaccount;
}

/** What a person is paid at on every ledger but that of QIK. */
export const depositAccountOf = (wallet: Principal, owner: Principal): Account =>
  accountOf(wallet, depositSubaccount(owner));

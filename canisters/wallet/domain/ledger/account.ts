/** Where somebody's tokens lie: a subaccount of the wallet canister, one per person. */
import type { Principal } from '@dfinity/principal';

/** The length of the principal, the principal, zeros: 32 bytes, and no two people share one. */
export function subaccountOf(owner: Principal): Uint8Array {
  const raw = owner.toUint8Array();
  const subaccount = new Uint8Array(32);
  subaccount[0] = raw.length;
  subaccount.set(raw, 1);
  return subaccount;
}

/** Places that nobody holds yet: guests added by hand, who claim theirs with a code. */
import { Principal } from '@dfinity/principal';

/** Ends principals that are names only: nobody can sign as one (IC interface specification). */
const RESERVED_CLASS = 0x7f;

/** Stands for the holder of a place that nobody has claimed; different for each registration. */
export function unclaimedHolder(registrationId: bigint): Principal {
  const bytes = new Uint8Array(9);
  new DataView(bytes.buffer).setBigUint64(0, registrationId);
  bytes[8] = RESERVED_CLASS;
  return Principal.fromUint8Array(bytes);
}

/** Whether a person (or canister) holds the place. */
export function isClaimed(holder: Principal): boolean {
  const bytes = holder.toUint8Array();
  return bytes.length !== 9 || bytes[8] !== RESERVED_CLASS;
}

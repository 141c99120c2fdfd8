import { Principal } from '@dfinity/principal';
import { concat, sha224 } from './bytes.ts';

/** The anonymous principal, `2vxsx-fae`. */
export const anonymous = Uint8Array.of(4);
/** The management canister, `aaaaa-aa`. */
export const managementCanister = new Uint8Array(0);

/** Self-authenticating id of a DER public key (interface spec, "Special forms of principals"). */
export const selfAuthenticating = (derPublicKey: Uint8Array): Uint8Array =>
  concat(sha224(derPublicKey), Uint8Array.of(2));

export const isAnonymous = (principal: Uint8Array): boolean =>
  principal.length === 1 && principal[0] === 4;

/** Textual form with checksum (interface spec, "Textual representation of principals"). */
export const principalText = (bytes: Uint8Array): string =>
  Principal.fromUint8Array(new Uint8Array(bytes)).toText();

/** Bytes of a textual principal; undefined when text or checksum is wrong. */
export function parsePrincipal(text: string): Uint8Array | undefined {
  try {
    return Principal.fromText(text).toUint8Array();
  } catch {
    return undefined;
  }
}

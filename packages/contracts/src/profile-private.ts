/** Private details: sealed by their owner's device with a key that only the owner is given. */
import { blob, type Infer, nat64, nothing, opt, record, variant } from './candid.ts';

/** A closed vocabulary: the canister sees which of them are filled in, never what they say. */
export const PrivateField = variant({
  LegalName: nothing,
  Phone: nothing,
  Email: nothing,
  EmergencyContact: nothing,
  Address: nothing,
  Notes: nothing,
});
export type PrivateField = Infer<typeof PrivateField>;
export const privateFields = [
  'LegalName',
  'Phone',
  'Email',
  'EmergencyContact',
  'Address',
  'Notes',
] as const;
export type PrivateFieldName = (typeof privateFields)[number];

/** AES-GCM needs a nonce and a tag: nothing shorter was sealed. */
export const SEALED_BYTES_MIN = 28;
export const SEALED_BYTES_MAX = 4_096;
/** UTF-8; sealing pads to the next multiple of `PRIVATE_PADDING_BYTES`. */
export const PRIVATE_TEXT_BYTES_MAX = 3_000;
export const PRIVATE_PADDING_BYTES = 64;
/** A compressed point of G1 on BLS12-381. */
export const TRANSPORT_KEY_BYTES = 48;

export const SealedField = record({ field: PrivateField, sealed: blob, updated_at_ns: nat64 });
export type SealedField = Infer<typeof SealedField>;
/** Without `sealed`: the field is removed. */
export const SealedEdit = record({ field: PrivateField, sealed: opt(blob) });
export type SealedEdit = Infer<typeof SealedEdit>;

const DOMAIN = 'qikcard/profile/private/1';

/**
 * The vetKD context of private details: its own domain, and the canister, so that no other use of
 * vetKD and no other deployment has the same keys. One byte of length keeps the two apart.
 */
export function privateFieldsContext(canisterId: Uint8Array): Uint8Array {
  const domain = Array.from(DOMAIN, (letter) => letter.charCodeAt(0));
  return Uint8Array.of(domain.length, ...domain, ...canisterId);
}

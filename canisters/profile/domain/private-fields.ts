/** Private details as far as a canister that cannot read them may judge. */
import {
  type PrivateField,
  type PrivateFieldName,
  type ProfileRefusal,
  privateFields,
  SEALED_BYTES_MAX,
  SEALED_BYTES_MIN,
  type SealedEdit,
  TRANSPORT_KEY_BYTES,
} from '@qikcard/contracts';

export const nameOfField = (field: PrivateField): PrivateFieldName =>
  Object.keys(field)[0] as PrivateFieldName;
/** The number a field is stored under: for ever. */
export const numberOfField = (field: PrivateField): number =>
  privateFields.indexOf(nameOfField(field));
export const fieldOfNumber = (number: number): PrivateField =>
  ({ [privateFields[number]]: null }) as PrivateField;

const invalid = (field: string, problem: string): ProfileRefusal => ({
  Invalid: { field, problem },
});

/** Why these edits cannot be stored: a field twice, or a content that nobody sealed. */
export function problemOfSealed(edits: readonly SealedEdit[]): ProfileRefusal | undefined {
  const numbers = new Set(edits.map(({ field }) => numberOfField(field)));
  if (numbers.size < edits.length) return invalid('private_fields', 'each field once');
  for (const { sealed } of edits) {
    const length = sealed[0]?.length ?? SEALED_BYTES_MIN;
    if (length < SEALED_BYTES_MIN || length > SEALED_BYTES_MAX) {
      const problem = `${SEALED_BYTES_MIN} to ${SEALED_BYTES_MAX} bytes, encrypted`;
      return invalid('private_fields', problem);
    }
  }
  return undefined;
}

/** A compressed point of G1: the length, and the bit that says "compressed" (ZCash encoding). */
export function problemOfTransportKey(key: Uint8Array): ProfileRefusal | undefined {
  const isPoint = key.length === TRANSPORT_KEY_BYTES && (key[0] & 0x80) !== 0;
  return isPoint ? undefined : invalid('transport_public_key', 'a compressed point of 48 bytes');
}

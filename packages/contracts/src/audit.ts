/**
 * The audit chain: `hash = SHA-256(previous hash ‖ row)`, from 32 zero bytes. Anybody who has the
 * entries can check that none was changed, left out or put in.
 */
import { type Field, principalField, struct, u64, type ValueOf, versioned } from './binary.ts';
import type { AuditEntry } from './platform.ts';

/** Up to 255 bytes: one length byte each keeps a usual row within two blocks of SHA-256. */
const short: Field<string> = {
  write(writer, value) {
    const bytes = new TextEncoder().encode(value);
    if (bytes.length > 0xff) throw new RangeError('an audit text holds at most 255 bytes');
    writer.u8(bytes.length);
    writer.raw(bytes);
  },
  read: (reader) => new TextDecoder().decode(reader.raw(reader.u8())),
};
const row = struct({
  atNs: u64,
  caller: principalField,
  method: short,
  outcome: short,
  subject: short,
});
export type AuditRow = ValueOf<typeof row>;
export const auditRowCodec = versioned(1, row);

export const AUDIT_GENESIS = new Uint8Array(32);

/** The bytes whose SHA-256 is the hash of the entry behind `previousHash`. */
export function auditLink(previousHash: Uint8Array, encodedRow: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(previousHash.length + encodedRow.length);
  bytes.set(previousHash);
  bytes.set(encodedRow, previousHash.length);
  return bytes;
}

/**
 * Index of the first entry whose hash does not follow, or undefined when the chain is whole.
 * `previousHash` is that of the entry before the first one given.
 */
export function brokenAuditEntry(
  entries: readonly AuditEntry[],
  previousHash: Uint8Array,
  sha256: (bytes: Uint8Array) => Uint8Array,
): bigint | undefined {
  let hash = previousHash;
  for (const { index, at_ns, caller, method, outcome, subject, hash: claimed } of entries) {
    const encoded = auditRowCodec.encode({ atNs: at_ns, caller, method, outcome, subject });
    hash = sha256(auditLink(hash, encoded));
    if (!hash.every((byte, i) => byte === claimed[i])) return index;
  }
  return undefined;
}

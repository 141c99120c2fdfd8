import type { AuditRow, binary } from '@qikcard/contracts';
import { AUDIT_GENESIS, type AuditEntry, auditLink, auditRowCodec } from '@qikcard/contracts';
import { appendLog } from './append-log.ts';
import type { RawMap } from './memory-map.ts';
import { sha256 } from './sha256.ts';

const HASH_BYTES = 32;
/** Whatever the characters, this many fit a row's field. */
const TEXT_MAX_CHARS = 80;
type Link = { row: Uint8Array; hash: Uint8Array };

/** The hash lies behind the row, so the row's bytes are those that were hashed. */
const linkCodec: binary.Codec<Link> = {
  encode: ({ row, hash }) => auditLink(row, hash),
  decode: (bytes) => ({
    row: bytes.slice(0, -HASH_BYTES),
    hash: bytes.slice(-HASH_BYTES),
  }),
};

/**
 * The hash-chained record of state-changing calls. A row of up to 87 bytes costs two SHA-256
 * blocks, about 3.6 M instructions: record a batch once.
 */
export function createAudit(map: RawMap) {
  const log = appendLog(map, linkCodec);
  let tip: Uint8Array | undefined;

  function tipHash(): Uint8Array {
    if (tip === undefined) {
      const length = log.length();
      tip = length === 0n ? AUDIT_GENESIS : (log.get(length - 1n) as Link).hash;
    }
    return tip;
  }
  return {
    append(entry: AuditRow): void {
      const { subject, outcome } = entry;
      const row = auditRowCodec.encode({
        ...entry,
        subject: subject.slice(0, TEXT_MAX_CHARS),
        outcome: outcome.slice(0, TEXT_MAX_CHARS),
      });
      const hash = sha256(auditLink(tipHash(), row));
      log.append({ row, hash });
      tip = hash;
    },
    /** Oldest first from index `start`. */
    page(start: bigint, limit: number): AuditEntry[] {
      return log.page(start, limit).map(({ row, hash }, i) => {
        const { atNs, ...rest } = auditRowCodec.decode(row);
        return { index: start + BigInt(i), at_ns: atNs, ...rest, hash };
      });
    },
    tip: () => ({ length: log.length(), hash: tipHash() }),
  };
}
export type Audit = ReturnType<typeof createAudit>;

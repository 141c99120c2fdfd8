/**
 * What the audit trail says of refused scans. One alone leaves no record there, only a line in the
 * scan log of its event; a record follows for some of these lines together, with their hash, so that
 * the chain commits to them all the same (docs/decisions/100).
 */

import { encodeBase64Url } from './base64url.ts';
import {
  type Codec,
  list,
  principalField,
  str,
  struct,
  u64,
  type ValueOf,
  versioned,
} from './binary.ts';

/** Without what staff wrote: an erased person's lines must go on proving the same. */
const refusedLine = struct({
  seq: u64,
  atNs: u64,
  registrationId: u64,
  by: principalField,
  gate: str,
  reason: str,
});
export type RefusedLine = ValueOf<typeof refusedLine>;
const refusedLines: Codec<RefusedLine[]> = versioned(1, list(refusedLine));

/** The method under which these records stand in the audit trail. */
export const REFUSED_SCANS = 'refused_scans';

/**
 * The subject of the record for these lines of one event, oldest first: which event, how many, the
 * first and the last number in the scan log, and the SHA-256 of the lines.
 */
export function refusedLinesSubject(
  eventId: bigint,
  lines: RefusedLine[],
  sha256: (bytes: Uint8Array) => Uint8Array,
): string {
  const hash = encodeBase64Url(sha256(refusedLines.encode(lines)));
  return `${eventId}:${lines.length}:${lines[0].seq}-${lines[lines.length - 1].seq}:${hash}`;
}

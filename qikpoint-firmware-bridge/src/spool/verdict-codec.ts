/** Verdicts as bytes in the spool: Candid, because it stays readable when the vocabulary grows. */

import { IDL } from '@dfinity/candid';
import { Verdict } from '@qikcard/contracts';

export function encodeVerdict(verdict: Verdict): Uint8Array {
  return Uint8Array.from(new Uint8Array(IDL.encode([Verdict], [verdict])));
}

/** @param stored what `encodeVerdict` gave. */
export function decodeVerdict(stored: Uint8Array): Verdict {
  // A copy: the decoder misreads slices of Node's pooled buffers.
  return IDL.decode([Verdict], Uint8Array.from(stored))[0] as unknown as Verdict;
}

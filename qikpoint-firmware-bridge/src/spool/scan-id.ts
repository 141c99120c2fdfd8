/** Scan ids: 16 bytes, the same for every repeat of one reading. */

import { createHash, randomBytes } from 'node:crypto';
import { SCAN_ID_BYTES } from '@qikcard/contracts';

const DOMAIN = 'qikcard-scan-v1';

/** One reading of one reader: the reader's name, its run of sequence numbers, and the number. */
export type Reading = { device: string; boot: Uint8Array; seq: number };

/** The id of a reading that comes from a reader with sequence numbers; never random. */
export function scanIdOf({ device, boot, seq }: Reading): Uint8Array {
  const name = Buffer.from(device);
  const header = Buffer.alloc(4);
  // Lengths keep "ab"+"c" and "a"+"bc" apart.
  header.writeUInt8(name.length, 0);
  header.writeUInt8(boot.length, 1);
  header.writeUInt16BE(seq, 2);
  const hash = createHash('sha256').update(DOMAIN).update(header).update(name).update(boot);
  return Uint8Array.from(hash.digest().subarray(0, SCAN_ID_BYTES));
}

/** The id of a reading that has no number of its own, such as a picture. */
export function randomScanId(): Uint8Array {
  return Uint8Array.from(randomBytes(SCAN_ID_BYTES));
}

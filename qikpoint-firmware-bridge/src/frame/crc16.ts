/**
 * CRC-16/IBM-3740 (polynomial 1021, initial value FFFF, nothing reflected); check value 29B1.
 * Finds line noise. It is no authentication: anyone on the wire can compute it.
 */
const POLYNOMIAL = 0x1021;

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 0x8000 ? (value << 1) ^ POLYNOMIAL : value << 1;
  }
  return value & 0xffff;
});

/** The checksum, 0–65535. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) crc = ((crc << 8) ^ table[(crc >> 8) ^ byte]) & 0xffff;
  return crc;
}

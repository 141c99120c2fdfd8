/** Big-endian bytes as an integer. */
export const bigEndian = (bytes: Uint8Array): bigint =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

/** Little-endian bytes as an integer. */
export const littleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);

/** An integer as 32 big-endian bytes. */
export const toBigEndian32 = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn));

/** An integer as 32 little-endian bytes. */
export const toLittleEndian32 = (value: bigint): Uint8Array => toBigEndian32(value).reverse();

/** The non-negative remainder of `value` modulo `order`. */
export const modulo = (value: bigint, order: bigint): bigint => ((value % order) + order) % order;

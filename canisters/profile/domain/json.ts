import { Principal } from '@dfinity/principal';

/** A row as JSON that any tool reads: 64-bit numbers and principals as texts, bytes as hex. */
export const jsonOf = (value: unknown): string => JSON.stringify(plain(value));

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (Principal.isPrincipal(value)) return Principal.from(value).toText();
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

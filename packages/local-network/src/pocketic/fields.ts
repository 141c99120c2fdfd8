/** Typed access to the fields of PocketIC's JSON bodies; a missing field is refused by name. */
import type { Json } from './exact-json.ts';
import { RestError } from './http.ts';

export type JsonObject = { [key: string]: Json };

/** The body as an object. */
export function asObject(value: Json | undefined, what = 'the body'): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new RestError(400, `${what} must be a JSON object`);
}

/** A text field. */
export function textField(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value === 'string') return value;
  throw new RestError(400, `The field "${name}" must be a string`);
}

/** An integer field of any size. */
export function integerField(object: JsonObject, name: string): bigint {
  const value = object[name];
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw new RestError(400, `The field "${name}" must be an integer`);
}

/** A field of standard base64 as bytes that own their buffer (Candid misreads pooled ones). */
export const bytesField = (object: JsonObject, name: string): Uint8Array =>
  fromBase64(textField(object, name));

/** Standard base64 as bytes that own their buffer. */
export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text, 'base64'));

/** Bytes as standard base64. */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

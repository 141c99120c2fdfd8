/**
 * JSON whose integers survive: PocketIC writes 64- and 128-bit integers as plain JSON numbers,
 * and `JSON.parse` would round them. Integers outside the safe range become `bigint`.
 */

/** What {@link parseExactJson} gives. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };

/** Marks a long integer inside a string; random, so that no client can send it by accident. */
const MARK = `integer-${crypto.randomUUID()}:`;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;

/** Parses JSON; an integer that a double cannot hold exactly becomes a `bigint`. */
export function parseExactJson(text: string): Json {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Json;
  return JSON.parse(markLongIntegers(text), (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK)
      ? toInteger(value.slice(MARK.length))
      : value,
  ) as Json;
}

function toInteger(digits: string): number | bigint {
  const value = BigInt(digits);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : value;
}

/** Puts long integers in marked strings; strings are skipped with `indexOf`, they can be megabytes. */
function markLongIntegers(text: string): string {
  const out: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('"', at);
    const outside = text.slice(at, open < 0 ? undefined : open);
    out.push(outside.replace(NUMBER, markIfLong));
    if (open < 0) return out.join('');
    const close = endOfString(text, open);
    out.push(text.slice(open, close));
    at = close;
  }
}

const markIfLong = (number: string) => (LONG_INTEGER.test(number) ? `"${MARK}${number}"` : number);

function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0) {
    let first = close;
    while (text[first - 1] === '\\') first--;
    if ((close - first) % 2 === 0) return close + 1;
    close = text.indexOf('"', close + 1);
  }
  return text.length;
}

/** Prints JSON; a `bigint` becomes a plain integer, an undefined property is left out. */
export function printExactJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(printExactJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => `${JSON.stringify(key)}:${printExactJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/**
 * Labels: a short stable code printed on a thing. It opens nothing by itself; the canister turns it
 * into a one-time token for the person who scanned it.
 *
 *   https://<host>/l/<code>   what is printed, so that a stock camera app opens the right page
 *   <code>                    what is typed; hyphens, spaces and case do not matter
 */
import { CODE_MAX_CHARS } from './code.ts';
import { LABEL_CHARS } from './resource-limits.ts';

/** Crockford's Base32 digits: no I, L, O and U, which people mistake or misread. */
export const LABEL_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LABEL = new RegExp(`^[${LABEL_ALPHABET}]{${LABEL_CHARS}}$`);
const LINK = /^https?:\/\/[^/\s]+\/l\/([A-Za-z0-9-]+)$/;

/** A label of 50 bits. @param random as many random bytes as a label has characters. */
export function labelCode(random: Uint8Array): string {
  if (random.length !== LABEL_CHARS) throw new RangeError('one random byte per character');
  return Array.from(random, (byte) => LABEL_ALPHABET[byte % LABEL_ALPHABET.length]).join('');
}

/** What is printed into the QR code of a label. */
export const labelLink = (origin: string, label: string): string => `${origin}/l/${label}`;

/** A label in two groups, for reading aloud and typing. */
export const labelForPeople = (label: string): string => `${label.slice(0, 5)}-${label.slice(5)}`;

/** The label in a scanned or typed text, or undefined when it is none. */
export function readLabel(scanned: string): string | undefined {
  if (scanned.length > CODE_MAX_CHARS) return undefined;
  const text = scanned.trim();
  const said = LINK.exec(text)?.[1] ?? text;
  const code = said.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return LABEL.test(code) ? code : undefined;
}

import type { ProfileRefusal } from '@qikcard/contracts';

/** Controls and marks that reverse or hide text would let a text pretend to be another. */
const UNREADABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** The refusal of an input. */
export const invalid = (field: string, problem: string): ProfileRefusal => ({
  Invalid: { field, problem },
});

/** What is wrong with a text of `min` to `max` characters, or undefined when it is fine. */
export function problemOfText(
  field: string,
  value: string,
  min: number,
  max: number,
): ProfileRefusal | undefined {
  if (value.length > max) return invalid(field, `must have at most ${max} characters`);
  if (value.trim().length < min) return invalid(field, 'must not be empty');
  return UNREADABLE.test(value.replaceAll('\n', ' '))
    ? invalid(field, 'must not contain control characters')
    : undefined;
}

const HOST = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]';
// No user, no port, a name and no number for a host: nothing that hides where a link leads.
const WEB_ADDRESS = new RegExp(
  `^https://${HOST}(?:[/?#][A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]*)?$`,
);

/** Whether this is an https address of a named host, in ASCII. */
export function isWebAddress(url: string, max: number): boolean {
  return url.length <= max && WEB_ADDRESS.test(url);
}

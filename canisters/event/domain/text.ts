import type { EventRefusal } from '@qikcard/contracts';

/** Control characters would let a name forge lines on a reader's display or in a log. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/;

/** What is wrong with a text of `min` to `max` characters, or undefined when it is fine. */
export function checkText(
  field: string,
  value: string,
  min: number,
  max: number,
): EventRefusal | undefined {
  const problem = problemOf(value, min, max);
  return problem === undefined ? undefined : { Invalid: { field, problem } };
}

function problemOf(value: string, min: number, max: number): string | undefined {
  if (value.length > max) return `must have at most ${max} characters`;
  if (value.trim().length < min) return 'must not be empty';
  return CONTROL.test(value) ? 'must not contain control characters' : undefined;
}

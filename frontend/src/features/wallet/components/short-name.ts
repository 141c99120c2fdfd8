const HEAD = 8;
const TAIL = 6;

/** The beginning and the end of an address or an account. */
export const shortened = (text: string): string =>
  text.length <= HEAD + TAIL + 1 ? text : `${text.slice(0, HEAD)}…${text.slice(-TAIL)}`;

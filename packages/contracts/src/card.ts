/**
 * Cards as payloads (docs/tokens.md):
 *
 *   4  encrypted PICC data 16 ‖ MAC 8      an NTAG 424 DNA card, another text at every tap
 *   5  UID of 4, 7 or 10 bytes             any other card: always the same, anybody can copy it
 */
export const SUN_FORM = 4;
export const PLAIN_CARD_FORM = 5;
const SUN_BYTES = 25;
const UID_LENGTHS = [4, 7, 10];

export type CardReading =
  | { form: 'sun'; piccData: Uint8Array; mac: Uint8Array }
  | { form: 'plain_card'; uid: Uint8Array };

/** What the link of an NTAG 424 DNA card says (form 4). */
export function sunPayload(piccData: Uint8Array, mac: Uint8Array): Uint8Array {
  if (piccData.length !== 16 || mac.length !== 8) throw new RangeError('16 bytes and 8 bytes');
  return Uint8Array.of(SUN_FORM, ...piccData, ...mac);
}

/** The number of any other card (form 5). */
export function plainCardPayload(uid: Uint8Array): Uint8Array {
  if (!UID_LENGTHS.includes(uid.length)) throw new RangeError('a UID has 4, 7 or 10 bytes');
  return Uint8Array.of(PLAIN_CARD_FORM, ...uid);
}

/** The parts of a card's payload, none of them checked; undefined when it is none. */
export function readCard(payload: Uint8Array): CardReading | undefined {
  if (payload[0] === SUN_FORM && payload.length === SUN_BYTES) {
    return { form: 'sun', piccData: payload.slice(1, 17), mac: payload.slice(17) };
  }
  if (payload[0] === PLAIN_CARD_FORM && UID_LENGTHS.includes(payload.length - 1)) {
    return { form: 'plain_card', uid: payload.slice(1) };
  }
  return undefined;
}

const LINK = /^https?:\/\/[^/\s]+\/c\?e=([0-9A-Fa-f]{32})&m=([0-9A-Fa-f]{16})$/;
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** What is written to an NTAG 424 DNA card; the zeros are where it mirrors PICC data and MAC. */
export const cardLinkTemplate = (origin: string): string =>
  `${origin}/c?e=${'0'.repeat(32)}&m=${'0'.repeat(16)}`;

/** The payload in the link a card shows, or undefined when it is no card's link. */
export function readCardLink(text: string): Uint8Array | undefined {
  const parts = LINK.exec(text);
  return parts ? sunPayload(fromHex(parts[1]), fromHex(parts[2])) : undefined;
}

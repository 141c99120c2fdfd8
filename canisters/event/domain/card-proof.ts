/**
 * What a card proves. The highest count of taps that was admitted is kept: a tap that does not
 * exceed it is a replay. A plain card only says its number.
 */
import {
  type CardReading,
  cardFileKey,
  type PiccData,
  readPiccData,
  sunMac,
} from '@qikcard/contracts';
import type { CardKeysRow, CardRow } from '../rows.ts';
import { type Possession, problemOfPossession } from './possession.ts';
import type { Proof, ProofLookups, Unproven } from './proof.ts';

export type CardProofLookups = CardLookups & Pick<ProofLookups, 'passPolicy' | 'registration'>;
/** A proof that rests on a card. */
export type CardProof = Proof & {
  card: CardRow;
  spends: { card: { eventId: bigint; uid: Uint8Array; counter: number } };
};

/** A UID has 4, 7 or 10 bytes: its length, then itself, then zeros. */
export const CARD_KEY_BYTES = 11;
export function cardKey(uid: Uint8Array): Uint8Array {
  const key = new Uint8Array(CARD_KEY_BYTES);
  key[0] = uid.length;
  key.set(uid, 1);
  return key;
}
/** The UID in a key that `cardKey` made. */
export const uidOf = (key: Uint8Array): Uint8Array => key.slice(1, 1 + key[0]);

export type CardLookups = {
  cardKeys(eventId: bigint): CardKeysRow | undefined;
  card(eventId: bigint, uid: Uint8Array): CardRow | undefined;
};
type Sun = Extract<CardReading, { form: 'sun' }>;

/** What a card said under the keys of its event; undefined when it was another card. */
export function readSun({ piccData, mac }: Sun, keys: CardKeysRow): PiccData | undefined {
  const picc = readPiccData(keys.metaKey, piccData);
  if (picc === undefined) return undefined;
  const expected = sunMac(cardFileKey(keys.masterKey, picc.uid), picc);
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= expected[i] ^ mac[i];
  return difference === 0 ? picc : undefined;
}

/** The proof behind a tap at an event. */
export function proveCard(
  reading: CardReading,
  eventId: bigint,
  lookups: CardProofLookups,
): CardProof | Unproven {
  const policy = lookups.passPolicy(eventId);
  if (reading.form === 'plain_card') {
    if (!policy.plainCards) return { refusal: { CardNotAccepted: null } };
    return proofOf({ uid: reading.uid, counter: 0 }, 'None', eventId, lookups);
  }
  const keys = lookups.cardKeys(eventId);
  const picc = keys && readSun(reading, keys);
  if (picc === undefined) return { refusal: { BadSignature: null } };
  return proofOf(picc, 'Verified', eventId, lookups);
}

function proofOf(
  { uid, counter }: PiccData,
  possession: Possession,
  eventId: bigint,
  lookups: CardProofLookups,
): CardProof | Unproven {
  const card = lookups.card(eventId, uid);
  const registration = card && lookups.registration(card.registrationId);
  if (!card || !registration) return { refusal: { UnknownToken: null } };
  // A card that counts does not become one that anybody can copy by naming its number.
  if (possession === 'None' && card.kind === 'Sun') return { refusal: { CardNotAccepted: null } };
  return {
    registrationId: card.registrationId,
    registration,
    card,
    spends: { card: { eventId, uid, counter } },
    possession,
    problem:
      problemOfCard(card, counter) ?? problemOfPossession(possession, lookups.passPolicy(eventId)),
  };
}

/**
 * Whether a tap is older than the newest that was used, and was read before that: then it only comes
 * late. One that was read afterwards was copied.
 */
export const wasOvertaken = (
  { kind, status, counter, used }: CardRow,
  tapped: number,
  atNs: bigint,
) =>
  kind === 'Sun' &&
  status === 'Active' &&
  tapped < counter &&
  used !== undefined &&
  atNs < used.atNs;

function problemOfCard({ kind, status, counter, used }: CardRow, tapped: number) {
  if (status !== 'Active') return { Revoked: null };
  if (kind === 'Plain' || tapped > counter) return undefined;
  return { AlreadyUsed: { at_ns: used?.atNs ?? 0n, gate: used?.gate ?? '' } };
}

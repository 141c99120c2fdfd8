/** NFC cards: drawn keys, bound, blocked and replaced cards, counted taps. */
import type { Call } from '@qikcard/canister-kit';
import {
  type BindCardRequest,
  CARDS_PER_REGISTRATION_MAX,
  type Card,
  type CardKeys,
  type CardKeysRequest,
  cardFileKey,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type Result,
  readCard,
  toOpt,
} from '@qikcard/contracts';
import { type CardLookups, cardKey, readSun, uidOf } from './domain/card-proof.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { randomBytes } from './platform.ts';
import type { CardKeysRow, CardRow, CodeUse } from './rows.ts';
import { served } from './serve.ts';
import {
  cardKeys,
  cards,
  cardsOfRegistration,
  doors,
  onRegistrationChange,
  registrations,
} from './store.ts';

type Answer = Result<Card, EventRefusal>;
type Tapped = { uid: Uint8Array; kind: CardRow['kind']; counter: number };
const SUN_UID_BYTES = 7;
const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

export class Cards {
  @served(eventApi.card_keys)
  card_keys(call: Call, request: Infer<typeof CardKeysRequest>): Result<CardKeys, EventRefusal> {
    const { event_id: eventId, uid } = request;
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    if (uid.length !== SUN_UID_BYTES) return err(invalid('uid', 'must have 7 bytes'));
    const keys = cardKeys.get(eventId) ?? drawKeys(eventId);
    if (keys === undefined) return err({ KeysNotReady: null });
    return ok({
      meta_read_key: keys.metaKey,
      file_read_key: cardFileKey(keys.masterKey, uid),
    });
  }

  @served(eventApi.bind_card)
  bind_card(call: Call, request: Infer<typeof BindCardRequest>): Answer {
    const { registration_id: id } = request;
    call.subject = id.toString();
    const registration = registrations.get(id);
    if (registration === undefined) return err({ UnknownRegistration: null });
    const { eventId, revoked } = registration;
    if (!isStaff(call, eventId)) return err({ Forbidden: null });
    if (revoked) return err({ RegistrationRevoked: null });
    const tapped = tappedCard(eventId, request.payload);
    if (tapped === undefined) return err(invalid('payload', 'is no card of this event'));
    const replaces = fromOpt(request.replaces);
    const problem = problemOfBinding(eventId, id, tapped, replaces);
    if (problem) return err(problem);
    if (replaces) {
      const old = cards.get([eventId, cardKey(replaces)]) as CardRow;
      cards.put([eventId, cardKey(replaces)], { ...old, status: 'Replaced' });
    }
    return ok(bind(eventId, id, tapped, call.nowNs));
  }

  @served(eventApi.block_card)
  block_card(call: Call, { event_id: eventId, uid }: Infer<typeof CardKeysRequest>): Answer {
    call.subject = eventId.toString();
    if (doors.get(eventId) === undefined) return err({ UnknownEvent: null });
    if (!isStaff(call, eventId)) return err({ Forbidden: null });
    const row = isUid(uid) ? cards.get([eventId, cardKey(uid)]) : undefined;
    if (row === undefined) return err(invalid('uid', 'is no card of this event'));
    const blocked: CardRow = { ...row, status: 'Blocked' };
    cards.put([eventId, cardKey(uid)], blocked);
    return ok(viewOf(eventId, uid, blocked));
  }

  @served(eventApi.list_cards)
  list_cards(call: Call, id: bigint): Result<Card[], EventRefusal> {
    const registration = registrations.get(id);
    if (registration === undefined) return err({ UnknownRegistration: null });
    const isHolder = call.caller.compareTo(registration.holder) === 'eq';
    if (!isHolder && !isStaff(call, registration.eventId)) return err({ Forbidden: null });
    return ok(uidsOf(id).map((uid) => view(registration.eventId, uid)));
  }
}

function isStaff(call: Call, eventId: bigint): boolean {
  const door = doors.get(eventId);
  return door !== undefined && !call.caller.isAnonymous() && staffsEvent(call, eventId, door);
}

const isUid = (uid: Uint8Array): boolean => [4, 7, 10].includes(uid.length);

function drawKeys(eventId: bigint): CardKeysRow | undefined {
  const random = randomBytes(32);
  if (random === undefined) return undefined;
  const row = { metaKey: random.slice(0, 16), masterKey: random.slice(16) };
  cardKeys.put(eventId, row);
  return row;
}

/** Which card was tapped; a card that counts must be genuine. */
function tappedCard(eventId: bigint, payload: Uint8Array): Tapped | undefined {
  const reading = readCard(payload);
  if (reading?.form === 'plain_card') return { uid: reading.uid, kind: 'Plain', counter: 0 };
  const keys = cardKeys.get(eventId);
  const picc = reading && keys && readSun(reading, keys);
  return picc && { ...picc, kind: 'Sun' };
}

function problemOfBinding(
  eventId: bigint,
  registrationId: bigint,
  { uid, kind, counter }: Tapped,
  replaces: Uint8Array | undefined,
): EventRefusal | undefined {
  const old = replaces && isUid(replaces) ? cards.get([eventId, cardKey(replaces)]) : undefined;
  if (replaces && old?.registrationId !== registrationId) {
    return invalid('replaces', 'is no card of this registration');
  }
  const known = cards.get([eventId, cardKey(uid)]);
  if (known && known.status === 'Active' && known.registrationId !== registrationId) {
    return invalid('payload', 'this card belongs to somebody else');
  }
  if (known?.kind === 'Sun' && (kind === 'Plain' || counter <= known.counter)) {
    return invalid('payload', 'tap the card again');
  }
  const held = uidsOf(registrationId).length;
  if (known?.registrationId === registrationId || held < CARDS_PER_REGISTRATION_MAX)
    return undefined;
  return invalid('registration_id', `has ${CARDS_PER_REGISTRATION_MAX} cards, which is the limit`);
}

function bind(eventId: bigint, registrationId: bigint, tapped: Tapped, nowNs: bigint): Card {
  const key = cardKey(tapped.uid);
  const known = cards.get([eventId, key]);
  if (known) cardsOfRegistration.remove([known.registrationId, key]);
  const { kind, counter } = tapped;
  const row: CardRow = {
    registrationId,
    kind,
    status: 'Active',
    counter,
    boundAtNs: nowNs,
    used: undefined,
  };
  cards.put([eventId, key], row);
  cardsOfRegistration.insert([registrationId, key]);
  return viewOf(eventId, tapped.uid, row);
}

const uidsOf = (registrationId: bigint): Uint8Array[] =>
  cardsOfRegistration
    .scan({ prefix: [registrationId], limit: CARDS_PER_REGISTRATION_MAX })
    .map(([, key]) => uidOf(key));

const view = (eventId: bigint, uid: Uint8Array): Card =>
  viewOf(eventId, uid, cards.get([eventId, cardKey(uid)]) as CardRow);

function viewOf(eventId: bigint, uid: Uint8Array, row: CardRow): Card {
  return {
    event_id: eventId,
    registration_id: row.registrationId,
    uid,
    kind: { [row.kind]: null } as Card['kind'],
    status: { [row.status]: null } as Card['status'],
    counter: row.counter,
    bound_at_ns: row.boundAtNs,
    used_at_ns: toOpt(row.used?.atNs),
  };
}

// A place that goes to somebody else leaves the cards of whoever had it behind.
onRegistrationChange((id, before, after) => {
  if (before === undefined || before.holder.compareTo(after.holder) === 'eq') return;
  for (const uid of uidsOf(id)) {
    const key = cardKey(uid);
    cards.put([after.eventId, key], {
      ...(cards.get([after.eventId, key]) as CardRow),
      status: 'Blocked',
    });
  }
});

/** How cards are looked up (domain/card-proof.ts). */
export const cardLookups: CardLookups = {
  cardKeys: (eventId) => cardKeys.get(eventId),
  card: (eventId, uid) => cards.get([eventId, cardKey(uid)]),
};

/** Counts a tap that was admitted. */
export function consumeTap(eventId: bigint, uid: Uint8Array, counter: number, use: CodeUse): void {
  const key = cardKey(uid);
  const row = cards.get([eventId, key]) as CardRow;
  cards.put([eventId, key], { ...row, counter: Math.max(counter, row.counter), used: use });
}

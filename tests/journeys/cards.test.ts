import { randomBytes } from 'node:crypto';
import {
  type GuestRow,
  type PassPolicy,
  plainCardPayload,
  type Registration,
  readCode,
} from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChipCard, hex } from '../support/chip-card.ts';
import { Deployment } from '../support/deployment.ts';
import {
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  tokenOf,
} from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import {
  addThing,
  lendingRefusal,
  lendingScan,
  loanOf,
  ofEvent,
  usualTerms,
} from '../support/things.ts';

const reader = person('reader');
const staff = person('desk staff');
const [ada, ben, cem, dia] = people('guest', 4);
const payloadOf = (link: string) => readCode(link)!.payload;

let deployment: Deployment;
let eventId: bigint;
let registration: Registration;
let card: ChipCard;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  await deployment.grant(staff, 'staff', eventId);
  registration = await join(deployment, eventId, ada);
});
afterAll(() => deployment?.stop());

const door = () => deployment.as(reader).event;
const enter = (payload: Uint8Array) => door().check_in(scanOf(eventId, payload));
const leave = (payload: Uint8Array) =>
  door().check_out(scanOf(eventId, payload, { direction: { Out: null } }));
async function newCard(): Promise<ChipCard> {
  const uid = Uint8Array.from([4, ...randomBytes(6)]);
  const asked = { event_id: eventId, uid };
  return new ChipCard(uid, granted(await deployment.as(organizer).event.card_keys(asked)));
}
const bind = (payload: Uint8Array, to = registration, replaces: [] | [Uint8Array] = []) =>
  deployment.as(staff).event.bind_card({ registration_id: to.id, payload, replaces });

describe('a card that counts its taps', () => {
  test('gets keys of its own, which only the organizer is told', async () => {
    card = await newCard();
    const other = await newCard();
    const asked = { event_id: eventId, uid: card.uid };
    const [one, two, again] = await Promise.all(
      [card.uid, other.uid, card.uid].map(async (uid) =>
        granted(await deployment.as(organizer).event.card_keys({ ...asked, uid })),
      ),
    );
    expect(hex(Uint8Array.from(one.file_read_key))).not.toBe(
      hex(Uint8Array.from(two.file_read_key)),
    );
    expect(again).toEqual(one);
    for (const stranger of [staff, ada, reader]) {
      expect(await deployment.as(stranger).event.card_keys(asked)).toEqual({
        Err: { Forbidden: null },
      });
    }
  });

  test('is bound by a tap at the desk and admits its holder', async () => {
    const unknown = await enter(payloadOf(card.tap()));
    expect(refusal(unknown)).toEqual({ UnknownToken: null });
    const stranger = deployment.as(ben).event;
    const request = {
      registration_id: registration.id,
      payload: payloadOf(card.tap()),
      replaces: [] as [],
    };
    expect(await stranger.bind_card(request)).toEqual({ Err: { Forbidden: null } });
    granted(await bind(payloadOf(card.tap())));
    expect(await enter(payloadOf(card.tap()))).toMatchObject({
      Admitted: { registration_id: registration.id },
    });
    expect(granted(await deployment.as(ada).event.list_cards(registration.id))).toMatchObject([
      { kind: { Sun: null }, status: { Active: null }, counter: card.counter },
    ]);
  });

  test('whose link was copied is refused: each tap is good once, and no older one', async () => {
    const [older, newer] = [payloadOf(card.tap()), payloadOf(card.tap())];
    expect(await leave(newer)).toHaveProperty('CheckedOut');
    for (const replayed of [newer, older]) {
      expect(refusal(await enter(replayed))).toMatchObject({ AlreadyUsed: { gate: 'North' } });
    }
  });

  test('with one changed bit is not genuine', async () => {
    const genuine = payloadOf(card.tap());
    for (const at of [1, 9, 16, 17, 24]) {
      const forged = genuine.with(at, genuine[at] ^ 1);
      expect(refusal(await enter(forged))).toEqual({ BadSignature: null });
    }
    expect(await enter(genuine)).toHaveProperty('Admitted');
  });

  test('counts as possession where the event requires it', async () => {
    const policy: PassPolicy = {
      possession: { Required: null },
      checked_by: { Reader: null },
      plain_cards: true,
    };
    granted(await deployment.as(organizer).event.set_pass_policy(eventId, policy));
    expect(await leave(payloadOf(card.tap()))).toHaveProperty('CheckedOut');
    const relaxed = { ...policy, possession: { Optional: null }, plain_cards: false };
    granted(await deployment.as(organizer).event.set_pass_policy(eventId, relaxed));
  });

  test('that was lost is replaced by another; a blocked one admits nobody', async () => {
    const spare = await newCard();
    granted(await bind(payloadOf(spare.tap()), registration, [card.uid]));
    expect(refusal(await enter(payloadOf(card.tap())))).toEqual({ Revoked: null });
    expect(await enter(payloadOf(spare.tap()))).toHaveProperty('Admitted');
    const lost = { event_id: eventId, uid: spare.uid };
    expect(await deployment.as(ada).event.block_card(lost)).toEqual({ Err: { Forbidden: null } });
    granted(await deployment.as(staff).event.block_card(lost));
    expect(refusal(await leave(payloadOf(spare.tap())))).toEqual({ Revoked: null });
  });

  test('of another event is not genuine here', async () => {
    const elsewhere = (await publishEvent(deployment)).id;
    const asked = { event_id: elsewhere, uid: card.uid };
    const keys = granted(await deployment.as(organizer).event.card_keys(asked));
    const foreign = new ChipCard(card.uid, keys);
    expect(refusal(await enter(payloadOf(foreign.tap())))).toEqual({ BadSignature: null });
  });
});

describe('a card that only says its number', () => {
  const plain = plainCardPayload(Uint8Array.of(1, 2, 3, 4));

  test('is refused unless the event takes such cards', async () => {
    const other = await join(deployment, eventId, ben);
    expect(granted(await bind(plain, other))).toMatchObject({ kind: { Plain: null } });
    expect(refusal(await enter(plain))).toEqual({ CardNotAccepted: null });
    const policy: PassPolicy = {
      possession: { Optional: null },
      checked_by: { Reader: null },
      plain_cards: true,
    };
    granted(await deployment.as(organizer).event.set_pass_policy(eventId, policy));
    expect(await enter(plain)).toHaveProperty('Admitted');
  });

  test('belongs to one person at a time', async () => {
    const third = await join(deployment, eventId, cem);
    expect(await bind(plain, third)).toHaveProperty('Err.Invalid');
  });

  test('cannot stand in for a card that counts by naming its number', async () => {
    const counting = await newCard();
    const { rows } = await deployment.as(cem).event.my_registrations([], 10);
    granted(await bind(payloadOf(counting.tap()), rows[0]));
    const copied = plainCardPayload(counting.uid);
    expect(refusal(await enter(copied))).toEqual({ CardNotAccepted: null });
    expect(await bind(copied, rows[0])).toHaveProperty('Err.Invalid');
  });
});

describe('a card at a lending desk', () => {
  let place: Registration;
  let owned: ChipCard;
  let radio: Awaited<ReturnType<typeof addThing>>;
  const second = person('second reader');
  const thingOf = (owner = ofEvent(eventId), quantity = 1) =>
    addThing(deployment, organizer, {
      ...{ owner, quantity, name: 'Two-way radio' },
      terms: { ...usualTerms, borrowers: { Attendees: null }, per_person_max: 5 },
    });
  const scan = (payload: Uint8Array, change: Parameters<typeof lendingScan>[0] = {}) =>
    lendingScan({ payload, resource_id: radio.id, ...change });
  const tap = (of = owned) => payloadOf(of.tap());
  const lend = (payload: Uint8Array) => door().check_out_resource(scan(payload));
  const takeBack = (payload: Uint8Array) => door().check_in_resource(scan(payload));
  const reason = (name: string) => ({ CodeRefused: { reason: name } });

  beforeAll(async () => {
    place = await join(deployment, eventId, dia);
    owned = await newCard();
    granted(await bind(tap(), place));
    await pair(deployment, eventId, second, 'South');
  });
  beforeEach(async () => {
    await deployment.pass(60);
    radio = await thingOf();
  });

  test('borrows and brings back by a tap each; a tap is good once, here and at the doors', async () => {
    const out = tap();
    const asked = scan(out, { method: { api: null } });
    const loan = loanOf(await door().check_out_resource(asked));
    expect(loan).toMatchObject({ borrower_name: dia.name, method: { nfc: null } });
    expect(loan.borrower.toText()).toBe(dia.principal.toText());
    // The answer was lost: the same reading is told the same.
    expect(loanOf(await door().check_out_resource(asked)).id).toBe(loan.id);
    for (const again of [await lend(out), await takeBack(out)]) {
      expect(lendingRefusal(again)).toEqual(reason('TapUsed'));
    }
    expect(refusal(await enter(out))).toHaveProperty('AlreadyUsed');
    const [older, newer] = [tap(), tap()];
    expect(loanOf(await takeBack(newer))).toMatchObject({ return_method: [{ nfc: null }] });
    expect(lendingRefusal(await lend(older))).toEqual(reason('TapUsed'));
  });

  test('is not used up by what was refused: the return that asks first, and a preview', async () => {
    const once = tap();
    expect(lendingRefusal(await takeBack(once))).toEqual({ NotLent: null });
    expect(await door().preview_check_out(scan(once))).toHaveProperty('Lent');
    expect(await lend(once)).toHaveProperty('Lent');
  });

  test('that was copied, forged, or is of another event, lends nothing', async () => {
    const genuine = tap();
    expect(lendingRefusal(await lend(genuine.with(20, genuine[20] ^ 1)))).toEqual(
      reason('BadSignature'),
    );
    const elsewhere = (await publishEvent(deployment)).id;
    const asked = { event_id: elsewhere, uid: owned.uid };
    const keys = granted(await deployment.as(organizer).event.card_keys(asked));
    expect(lendingRefusal(await lend(tap(new ChipCard(owned.uid, keys))))).toEqual(
      reason('BadSignature'),
    );
    expect(lendingRefusal(await lend(tap(await newCard())))).toEqual(reason('CardUnknown'));
    expect(await lend(genuine)).toHaveProperty('Lent');
  });

  test('names nobody to strangers, and nothing where no event says whose it is', async () => {
    const stranger = deployment.as(cem).event;
    for (const answer of [
      await stranger.preview_check_out(scan(tap())),
      await stranger.check_out_resource(scan(tap())),
      await stranger.check_in_resource(scan(tap())),
    ]) {
      expect(lendingRefusal(answer)).toEqual({ Forbidden: null });
    }
    const own = await addThing(deployment, cem);
    const asked = lendingScan({ payload: tap(), resource_id: own.id });
    expect(lendingRefusal(await stranger.check_out_resource(asked))).toEqual(
      reason('CardOfNoEvent'),
    );
  });

  test('that only says its number lends where the event takes such cards', async () => {
    const plain = plainCardPayload(Uint8Array.of(9, 8, 7, 6));
    granted(await bind(plain, place));
    const policy = (plain_cards: boolean): PassPolicy => ({
      ...{ possession: { Optional: null }, checked_by: { Reader: null }, plain_cards },
    });
    const { event } = deployment.as(organizer);
    granted(await event.set_pass_policy(eventId, policy(false)));
    expect(lendingRefusal(await lend(plain))).toEqual(reason('CardNotAccepted'));
    granted(await event.set_pass_policy(eventId, policy(true)));
    expect(loanOf(await lend(plain))).toMatchObject({ method: { nfc: null } });
    expect(await takeBack(plain)).toHaveProperty('Returned');
    // A card that counts is not replaced by its number, and an event that asks for more gets more.
    expect(lendingRefusal(await lend(plainCardPayload(owned.uid)))).toEqual(
      reason('CardNotAccepted'),
    );
    const strict = { ...policy(true), possession: { Required: null } };
    granted(await event.set_pass_policy(eventId, strict));
    expect(lendingRefusal(await lend(plain))).toEqual(reason('CardNotAccepted'));
    expect(await lend(tap())).toHaveProperty('Lent');
    granted(await event.set_pass_policy(eventId, policy(true)));
  });

  test('two desks race for the last one: one person has it, and the other tap is still good', async () => {
    const other = await newCard();
    granted(await bind(tap(other), registration));
    const [ofDia, ofAda] = [tap(), tap(other)];
    const answers = await Promise.all([
      lend(ofDia),
      deployment.as(second).event.check_out_resource(scan(ofAda)),
    ]);
    expect(answers.filter((each) => 'Lent' in each)).toHaveLength(1);
    const lost = answers.findIndex((each) => 'Refused' in each);
    expect(lendingRefusal(answers[lost])).toHaveProperty('AllLent');
    radio = await thingOf();
    expect(await lend(lost === 0 ? ofDia : ofAda)).toHaveProperty('Lent');
  });

  test('one tap at two desks lends one thing', async () => {
    radio = await thingOf(ofEvent(eventId), 2);
    const same = tap();
    const answers = await Promise.all([
      lend(same),
      deployment.as(second).event.check_out_resource(scan(same)),
    ]);
    expect(answers.filter((each) => 'Lent' in each)).toHaveLength(1);
    const [refusedOne] = answers.filter((each) => 'Refused' in each);
    expect(lendingRefusal(refusedOne)).toEqual(reason('TapUsed'));
  });

  test('read without a network counts once, though the card was used again before the upload', async () => {
    radio = await thingOf(ofEvent(eventId), 3);
    const early = tap();
    const atNs = await deployment.nowNs();
    const late = async (payload: Uint8Array, captured_at_ns = atNs) => {
      const reader_now_ns = await deployment.nowNs();
      return door().check_out_resource(
        scan(payload, { offline: [{ captured_at_ns, reader_now_ns }] }),
      );
    };
    await deployment.pass(60);
    const newer = tap();
    expect(await enter(newer)).toHaveProperty('Admitted');
    await deployment.pass(60);
    const loan = loanOf(await late(early));
    expect(loan.borrowed_at_ns).toBeLessThan(await deployment.nowNs());
    expect(loan.borrower.toText()).toBe(dia.principal.toText());
    // Sent as another reading, or read after the newer one was used: a copy.
    expect(lendingRefusal(await late(early))).toEqual(reason('TapUsed'));
    expect(lendingRefusal(await late(newer))).toEqual(reason('TapUsed'));
    const skipped = new ChipCard(owned.uid, owned.keys);
    skipped.counter = owned.counter - 2;
    expect(lendingRefusal(await late(payloadOf(skipped.tap()), await deployment.nowNs()))).toEqual(
      reason('TapUsed'),
    );
  });

  test('of a guest without a phone lends, too, and what they borrowed is theirs when they claim the place', async () => {
    const { event } = deployment.as(organizer);
    const guest: GuestRow = {
      ...{ row_key: randomBytes(16), display_name: 'Wim', ticket_type: 0 },
      ...{ note: '', attention: '', holder: [] },
    };
    const [{ verdict }] = granted(
      await event.add_guests({
        event_id: eventId,
        rows: [guest],
        claim_codes: true,
      }),
    );
    if (!('Added' in verdict)) throw new Error('not added');
    const { registration_id: id, claim_code } = verdict.Added;
    const lent = await newCard();
    granted(await bind(tap(lent), { ...place, id }));
    const loan = loanOf(await lend(tap(lent)));
    expect(loan.borrower_name).toBe('Wim');
    const wim = person('Wim');
    const code = claim_code[0] ?? '';
    granted(await deployment.as(wim).event.take_over({ code, display_name: '' }));
    const mine = await deployment.as(wim).event.my_loans([], 10, true);
    expect(mine.loans.map((each) => each.id)).toEqual([loan.id]);
    // The card was for whoever had it; now the phone brings it back.
    expect(lendingRefusal(await takeBack(tap(lent)))).toEqual(reason('CardBlocked'));
    const token = await tokenOf(deployment, wim, { ...place, id });
    expect(loanOf(await takeBack(token))).toMatchObject({ borrower: wim.principal });
  });

  test('that is blocked lends nothing; whose place was withdrawn can still bring back', async () => {
    expect(await lend(tap())).toHaveProperty('Lent');
    granted(await deployment.as(organizer).event.revoke_registration(place.id));
    const another = await thingOf();
    const asked = lendingScan({ payload: tap(), resource_id: another.id });
    expect(lendingRefusal(await door().check_out_resource(asked))).toEqual(reason('PlaceEnded'));
    expect(await takeBack(tap())).toHaveProperty('Returned');
    granted(await deployment.as(staff).event.block_card({ event_id: eventId, uid: owned.uid }));
    for (const answer of [await lend(tap()), await takeBack(tap())]) {
      expect(lendingRefusal(answer)).toEqual(reason('CardBlocked'));
    }
  });
});

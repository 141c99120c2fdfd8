import { randomBytes } from 'node:crypto';
import { type PassPolicy, plainCardPayload, type Registration, readCode } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChipCard, hex } from '../support/chip-card.ts';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, refusal, scanOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';

const reader = person('reader');
const staff = person('desk staff');
const [ada, ben, cem] = people('guest', 3);
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

/** A lending desk that loses its network, readers that lend, and what people hear and are credited. */
import { randomBytes } from 'node:crypto';
import type { Registration } from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, tokenOf } from '../support/doors.ts';
import { picIdOf } from '../support/operator.ts';
import { type Person, people, person } from '../support/people.ts';
import { boundPhone, newPhone } from '../support/phone.ts';
import {
  addThing,
  borrow,
  bringBack,
  HOUR_SECONDS,
  lendingRefusal,
  lendingScan,
  loanOf,
  ofEvent,
  usualTerms,
} from '../support/things.ts';

let deployment: Deployment;
let eventId: bigint;
let radio: Awaited<ReturnType<typeof addThing>>;
let places: Registration[];
const staff = person('desk staff');
const guests = people('desk guest', 4);
const [ada, ben, cem, dia] = guests;
const SECOND_NS = 1_000_000_000n;
const HOUR_NS = BigInt(HOUR_SECONDS) * SECOND_NS;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  const ends_at_ns = (await deployment.nowNs()) + 240n * HOUR_NS;
  eventId = (await publishEvent(deployment, { ends_at_ns })).id;
  await deployment.grant(staff, 'staff', eventId);
  for (const who of [...guests, organizer]) {
    await deployment.as(who).auth.register({ display_name: who.name });
  }
  places = [];
  for (const who of guests) places.push(await join(deployment, eventId, who));
  await deployment.settle();
});
beforeEach(async () => {
  await deployment.pass(60);
  radio = await addThing(deployment, organizer, {
    owner: ofEvent(eventId),
    name: 'Two-way radio',
    terms: { ...usualTerms, self_service: false, borrowers: { Attendees: null } },
  });
});
afterAll(() => deployment?.stop());

const desk = () => deployment.as(staff).event;
/** What the desk writes down at this moment, to be sent later. */
async function writtenDown(change: Parameters<typeof lendingScan>[0] = {}) {
  const atNs = await deployment.nowNs();
  return async () =>
    lendingScan({
      resource_id: radio.id,
      scan_id: randomBytes(16),
      ...change,
      offline: [{ captured_at_ns: atNs, reader_now_ns: await deployment.nowNs() }],
    });
}

describe('a desk without a network', () => {
  test('lends by the pass it read, though it has run out when the network is back', async () => {
    const pass = await tokenOf(deployment, ada, places[0]);
    const atNs = await deployment.nowNs();
    const later = await writtenDown({ payload: pass });
    await deployment.pass(HOUR_SECONDS);
    const scan = await later();
    const loan = loanOf(await desk().check_out_resource(scan));
    expect(loan).toMatchObject({ borrower_name: ada.name, method: { qr: null } });
    // It is lent since then, not since now, and has to be back as if there had been a network.
    expect(loan.borrowed_at_ns - atNs).toBeLessThan(SECOND_NS);
    expect(loan.due_at_ns - loan.borrowed_at_ns).toBe(2n * HOUR_NS);
    // The answer was lost: sending it again does no harm.
    expect(loanOf(await desk().check_out_resource(scan)).id).toBe(loan.id);
  });

  test('lends by the signature of a phone that was offline, too; a forged one names nobody', async () => {
    const phone = await boundPhone(deployment, ben, places[1]);
    const atNs = await deployment.nowNs();
    const genuine = await writtenDown({ payload: phone.pass(places[1], atNs) });
    const forged = await writtenDown({ payload: newPhone().pass(places[1], atNs) });
    const old = await writtenDown({ payload: phone.pass(places[1], atNs - HOUR_NS) });
    await deployment.pass(30 * HOUR_SECONDS);
    for (const wrong of [forged, old]) {
      expect(lendingRefusal(await desk().check_out_resource(await wrong()))).toEqual({
        CodeRefused: { reason: 'BadSignature' },
      });
    }
    const loan = loanOf(await desk().check_out_resource(await genuine()));
    expect(loan.borrower.toText()).toBe(ben.principal.toText());
  });

  test('takes back in time what reached the canister late', async () => {
    const named = lendingScan({ resource_id: radio.id, borrower: [ada.principal] });
    const lent = loanOf(await desk().check_out_resource(named));
    granted(await deployment.as(ada).event.accept_handover(lent.id, { Good: null }, ''));
    const later = await writtenDown({ loan_id: [lent.id] });
    await deployment.pass(5 * HOUR_SECONDS);
    const back = loanOf(await desk().check_in_resource(await later()));
    expect(back.returned_at_ns[0]).toBeLessThan(lent.due_at_ns);
    await deployment.settle();
    expect((await deedsOf(ada)).at(0)).toBe('ReturnedOnTime');
  });

  test('is contradicted where the thing went to somebody else meanwhile', async () => {
    const pass = await tokenOf(deployment, ada, places[0]);
    const later = await writtenDown({ payload: pass });
    await deployment.pass(60);
    loanOf(
      await desk().check_out_resource(
        lendingScan({ resource_id: radio.id, borrower: [cem.principal] }),
      ),
    );
    const scan = await later();
    expect(lendingRefusal(await desk().check_out_resource(scan))).toHaveProperty('AllLent');
    const { resource, loans } = granted(await desk().look_up_label(radio.label[0] ?? ''));
    expect(resource.available).toBe(0);
    expect(loans.map(({ borrower_name }) => borrower_name)).toEqual([cem.name]);
  });

  test('cannot take back what was lent only after that', async () => {
    const later = await writtenDown();
    await deployment.pass(60);
    const named = lendingScan({ resource_id: radio.id, borrower: [cem.principal] });
    const { id } = loanOf(await desk().check_out_resource(named));
    const scan = { ...(await later()), loan_id: [id] as [bigint] };
    expect(lendingRefusal(await desk().check_in_resource(scan))).toEqual({ NotLent: null });
  });

  test('is not believed for ever, and nobody but a desk is', async () => {
    const pass = await tokenOf(deployment, ada, places[0]);
    const scan = await (await writtenDown({ payload: pass }))();
    expect(lendingRefusal(await deployment.as(ada).event.check_out_resource(scan))).toEqual({
      Forbidden: null,
    });
    const [{ captured_at_ns, reader_now_ns }] = scan.offline as [
      { captured_at_ns: bigint; reader_now_ns: bigint },
    ];
    const months = { captured_at_ns: captured_at_ns - 31n * 24n * HOUR_NS, reader_now_ns };
    const old = lendingScan({ ...scan, offline: [months] });
    expect(lendingRefusal(await desk().check_out_resource(old))).toMatchObject({
      Invalid: { field: 'offline' },
    });
  });
});

describe('a reader that was paired with the event', () => {
  const reader = person('reader at the desk');
  const policy = (may_lend: boolean) => ({
    forced_list: [] as [],
    forced_gate: '',
    may_check_in: true,
    may_check_out: true,
    may_move_by_hand: false,
    may_lend,
  });
  beforeAll(() => pair(deployment, eventId, reader));

  test('hands out to a pass and takes back by the label, and says how', async () => {
    const { event } = deployment.as(reader);
    const { resource } = granted(await event.look_up_label(radio.label[0] ?? ''));
    const pass = await tokenOf(deployment, dia, places[3]);
    const out = { payload: pass, resource_id: resource.id, method: { nfc: null } };
    const loan = loanOf(await event.check_out_resource(lendingScan(out)));
    expect(loan).toMatchObject({ borrower_name: dia.name, method: { nfc: null } });
    const seen = granted(await event.look_up_label(radio.label[0] ?? ''));
    expect(seen.loans.map(({ id }) => id)).toEqual([loan.id]);
    const back = lendingScan({
      resource_id: resource.id,
      loan_id: [loan.id],
      method: { api: null },
    });
    expect(loanOf(await event.check_in_resource(back))).toMatchObject({
      return_method: [{ api: null }],
    });
  });

  test('lends nothing when its policy says so, nothing of others, and nothing once revoked', async () => {
    const { event } = deployment.as(reader);
    const named = () => lendingScan({ resource_id: radio.id, borrower: [dia.principal] });
    const id = reader.principal;
    granted(await deployment.as(organizer).event.set_device_policy({ id, policy: policy(false) }));
    expect(lendingRefusal(await event.check_out_resource(named()))).toEqual({ AskOwner: null });
    expect(await event.look_up_label(radio.label[0] ?? '')).toHaveProperty('Err');
    granted(await deployment.as(organizer).event.set_device_policy({ id, policy: policy(true) }));
    const foreign = await addThing(deployment, person('somebody else'));
    const other = lendingScan({ resource_id: foreign.id, borrower: [dia.principal] });
    expect(lendingRefusal(await event.check_out_resource(other))).toEqual({ AskOwner: null });
    // Lists of loans are for people.
    expect(await event.loans_of_owner([], 10, ofEvent(eventId), { Open: null })).toEqual({
      Err: { Forbidden: null },
    });
    granted(await deployment.as(organizer).event.revoke_device(id));
    expect(lendingRefusal(await event.check_out_resource(named()))).toEqual({ AskOwner: null });
  });
});

async function deedsOf(who: Person): Promise<string[]> {
  const { explained } = granted(await deployment.as(who).profile.reputation(who.principal));
  return explained.map(({ kind: [kind] }) => Object.keys(kind ?? {})[0]);
}

/** What somebody heard of a thing, oldest first. */
async function heard(who: Person, id: bigint): Promise<string[]> {
  await deployment.settle();
  const { rows } = granted(await deployment.as(who).profile.notifications([], 100));
  return rows
    .filter(({ resource_id }) => resource_id[0] === id)
    .map(({ kind: [kind] }) => Object.keys(kind ?? {})[0])
    .reverse();
}

describe('people hear', () => {
  test('of what is due, overdue and back: each once, though the profile was stopped and the event upgraded', async () => {
    const owner = organizer;
    const drill = await addThing(deployment, owner);
    loanOf(await borrow(deployment, ben, drill));
    await deployment.pass(2 * HOUR_SECONDS - 10 * 60);
    expect(await heard(ben, drill.id)).toEqual(['LoanDueSoon']);
    await deployment.upgrade('event');
    const profile = { canisterId: picIdOf(deployment, 'profile') };
    await deployment.pic.stopCanister(profile);
    await deployment.pass(20 * 60);
    await deployment.upgrade('event');
    await deployment.pass(60);
    await deployment.pic.startCanister(profile);
    await deployment.pass(62);
    expect(await heard(ben, drill.id)).toEqual(['LoanDueSoon', 'LoanOverdue']);
    expect(await heard(owner, drill.id)).toEqual(['LoanOverdue']);
    loanOf(
      await bringBack(deployment, ben, drill, { condition: [{ Damaged: null }], note: 'Bent.' }),
    );
    // Who brought it back knows it.
    expect(await heard(ben, drill.id)).toEqual(['LoanDueSoon', 'LoanOverdue']);
    expect(await heard(owner, drill.id)).toEqual(['LoanOverdue', 'DamageReported', 'LoanReturned']);
    expect((await deedsOf(ben)).slice(0, 3)).toEqual([
      'ReturnedDamaged',
      'ReturnedLate',
      'Overdue',
    ]);
  });

  test('that the owner agreed, and that a reserved thing is ready, lapsed or cancelled', async () => {
    const shy = await addThing(deployment, organizer, {
      terms: { ...usualTerms, approval: true },
    });
    const asked = loanOf(await borrow(deployment, cem, shy));
    expect(await heard(organizer, shy.id)).toEqual(['LoanRequested']);
    granted(await deployment.as(organizer).event.decide_loan(asked.id, true));
    expect(await heard(cem, shy.id)).toEqual(['LoanApproved']);

    const tent = await addThing(deployment, organizer);
    const from_ns = (await deployment.nowNs()) + 3n * HOUR_NS;
    const wish = { resource_id: tent.id, count: 1, from_ns, until_ns: from_ns + HOUR_NS };
    granted(await deployment.as(dia).event.reserve_resource(wish));
    expect(await heard(dia, tent.id)).toEqual([]);
    await deployment.pass(2 * HOUR_SECONDS + 60);
    expect(await heard(dia, tent.id)).toEqual(['ReservationReady']);
    await deployment.pass(2 * HOUR_SECONDS + 60);
    expect(await heard(dia, tent.id)).toEqual(['ReservationReady', 'ReservationLapsed']);
    const later = { ...wish, from_ns: from_ns + 24n * HOUR_NS, until_ns: from_ns + 25n * HOUR_NS };
    const { id } = granted(await deployment.as(dia).event.reserve_resource(later));
    granted(await deployment.as(organizer).event.cancel_reservation(id));
    expect((await heard(dia, tent.id)).at(-1)).toBe('ReservationCancelled');
  });
});

test('who was only named as a borrower gains and loses nothing by it', async () => {
  const before = await deedsOf(dia);
  const named = lendingScan({ resource_id: radio.id, borrower: [dia.principal] });
  const loan = loanOf(await desk().check_out_resource(named));
  await deployment.pass(3 * HOUR_SECONDS);
  loanOf(
    await desk().check_in_resource(
      lendingScan({ resource_id: radio.id, loan_id: [loan.id], condition: [{ Damaged: null }] }),
    ),
  );
  await deployment.settle();
  expect(await deedsOf(dia)).toEqual(before);
});

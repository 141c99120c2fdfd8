import { randomBytes } from 'node:crypto';
import {
  challengeCode,
  gateNonce,
  type PassPolicy,
  passStepAt,
  type Registration,
  readChallengeCode,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import {
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { boundPhone, newPhone, type Phone } from '../support/phone.ts';

const reader = person('reader');
const staff = person('door staff');
const guests = people('guest', 12);
const [ada, ben, cem, dia, eva, fay, gil] = guests;
const checked: Partial<Scan> = { possession: [{ Verified: null }] };

let deployment: Deployment;
let eventId: bigint;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  await deployment.grant(staff, 'staff', eventId);
});
afterAll(() => deployment?.stop());

const door = (who = reader) => deployment.as(who).event;
const now = () => deployment.nowNs();
const forged = (payload: Uint8Array) => payload.with(-1, payload[payload.length - 1] ^ 1);
async function guestWithPhone(guest: typeof ada, event = eventId): Promise<[Registration, Phone]> {
  const registration = await join(deployment, event, guest);
  return [registration, await boundPhone(deployment, guest, registration)];
}
const isAdmitted = (verdict: Verdict) => 'Admitted' in verdict;

describe('a phone without a network', () => {
  let registration: Registration;
  let phone: Phone;

  test('has its key bound by its holder, and by nobody else', async () => {
    [registration, phone] = await guestWithPhone(ada);
    expect(granted(await deployment.as(ada).event.holder_key(registration.id))).toMatchObject([
      { registration_id: registration.id },
    ]);
    const request = { registration_id: registration.id, public_key: newPhone().publicKey };
    for (const other of [ben, organizer, staff]) {
      expect(await deployment.as(other).event.bind_holder_key(request)).toEqual({
        Err: { Forbidden: null },
      });
      expect(await deployment.as(other).event.holder_key(registration.id)).toHaveProperty('Err');
    }
  });

  test('gets its holder in by a signature that the canister checks itself', async () => {
    const pass = phone.pass(registration, await now());
    expect(await door(staff).preview_scan(scanOf(eventId, pass))).toHaveProperty('Admitted');
    const forgery = scanOf(eventId, forged(pass), checked);
    expect(refusal(await door(staff).check_in(forgery))).toEqual({ BadSignature: null });
    expect(await door(staff).check_in(scanOf(eventId, pass))).toMatchObject({
      Admitted: { registration_id: registration.id, display_name: ada.name },
    });
  });

  test('gets its holder out with the next pass, and not with the same one', async () => {
    const pass = phone.pass(registration, await now());
    const again = await door().check_out(scanOf(eventId, pass, checked));
    expect(refusal(again)).toMatchObject({ AlreadyUsed: { gate: 'North' } });
    await deployment.pass(15);
    const next = phone.pass(registration, await now());
    expect(await door().check_out(scanOf(eventId, next, checked))).toHaveProperty('CheckedOut');
  });

  test('is worth nothing as a photograph: the pass is too old after seconds', async () => {
    const photograph = phone.pass(registration, await now());
    await deployment.pass(46);
    expect(refusal(await door().check_in(scanOf(eventId, photograph)))).toHaveProperty(
      'PassTooOld',
    );
  });

  test('read by a reader that was offline too is uploaded later and still good', async () => {
    const captured = await now();
    const pass = phone.pass(registration, captured);
    await deployment.pass(1_800);
    // Only a reader that says it was offline has its clock believed for so long.
    const late = scanOf(eventId, pass, { ...checked, captured_at_ns: captured });
    expect(refusal(await door().check_in(late))).toHaveProperty('PassTooOld');
    const offline = { passed: true, decided_at_ns: captured, reader_now_ns: await now() };
    const told = scanOf(eventId, pass, { ...checked, offline: [offline] });
    expect(await door().check_in(told)).toHaveProperty('Admitted');
  });
});

test('of one pass at many doors at once exactly one admits', async () => {
  const [registration, phone] = await guestWithPhone(ben);
  const pass = phone.pass(registration, await now());
  const before = await stateOf(deployment, eventId);
  const deferred = deployment.deferredEvent(staff);
  const waiting = [];
  for (let i = 0; i < 6; i++) waiting.push(await deferred.check_in(scanOf(eventId, pass)));
  const verdicts = await Promise.all(waiting.map((answer) => answer()));
  expect(verdicts.filter(isAdmitted)).toHaveLength(1);
  expect((await stateOf(deployment, eventId)).inside).toBe(before.inside + 1);
});

describe('another phone of the same holder', () => {
  test('takes over: the old phone and the open codes are worth nothing', async () => {
    const [registration, oldPhone] = await guestWithPhone(cem);
    const token = await tokenOf(deployment, cem, registration);
    const phone = await boundPhone(deployment, cem, registration);
    expect(refusal(await door().check_in(scanOf(eventId, token)))).toEqual({ Revoked: null });
    const old = oldPhone.pass(registration, await now());
    expect(refusal(await door(staff).check_in(scanOf(eventId, old)))).toEqual({
      BadSignature: null,
    });
    const fresh = phone.pass(registration, await now());
    expect(await door(staff).check_in(scanOf(eventId, fresh))).toHaveProperty('Admitted');
  });

  test('can be bound a few times an hour; the same key again is no change', async () => {
    const [registration, phone] = await guestWithPhone(dia);
    const { bind_holder_key } = deployment.as(dia).event;
    const bind = (public_key: Uint8Array) =>
      bind_holder_key({ registration_id: registration.id, public_key });
    for (let i = 0; i < 8; i++) expect(await bind(phone.publicKey)).toHaveProperty('Ok');
    for (let i = 0; i < 4; i++) expect(await bind(newPhone().publicKey)).toHaveProperty('Ok');
    expect(await bind(newPhone().publicKey)).toHaveProperty('Err.RateLimited');
  });
});

describe('an event that requires possession', () => {
  const policy: PassPolicy = {
    possession: { Required: null },
    checked_by: { Reader: null },
    plain_cards: false,
  };
  let strict: bigint;

  test('is made so by its organizer only, and everybody can know', async () => {
    strict = (await publishEvent(deployment)).id;
    await pair(deployment, strict, person('strict reader'));
    expect(await deployment.as(staff).event.set_pass_policy(strict, policy)).toEqual({
      Err: { Forbidden: null },
    });
    granted(await deployment.as(organizer).event.set_pass_policy(strict, policy));
    expect(granted(await deployment.as(eva).event.pass_policy(strict))).toEqual(policy);
  });

  test('refuses a bare token and admits the same token signed by the phone', async () => {
    const [registration, phone] = await guestWithPhone(eva, strict);
    const token = await tokenOf(deployment, eva, registration);
    const at = door(person('strict reader'));
    expect(refusal(await at.check_in(scanOf(strict, token)))).toEqual({ PossessionMissing: null });
    const pass = phone.pass(registration, await now(), token);
    expect(refusal(await at.check_in(scanOf(strict, forged(pass))))).toEqual({
      BadSignature: null,
    });
    expect(await at.check_in(scanOf(strict, pass))).toHaveProperty('Admitted');
    expect(refusal(await at.check_in(scanOf(strict, pass)))).toHaveProperty('AlreadyUsed');
  });

  test('that trusts no reader checks what readers say they checked', async () => {
    const distrustful = { ...policy, checked_by: { Canister: null } };
    granted(await deployment.as(organizer).event.set_pass_policy(strict, distrustful));
    const [registration, phone] = await guestWithPhone(fay, strict);
    const pass = phone.pass(registration, await now());
    const at = door(person('strict reader'));
    expect(refusal(await at.check_in(scanOf(strict, forged(pass), checked)))).toEqual({
      BadSignature: null,
    });
    expect(await at.check_in(scanOf(strict, pass, checked))).toHaveProperty('Admitted');
  });
});

describe('an event whose gates ask', () => {
  let asking: bigint;
  const gateSecret = Uint8Array.from(randomBytes(32));
  const gate = person('asking gate');
  const shown = async (secret = gateSecret) => {
    const step = passStepAt(await now());
    return challengeCode({ eventId: asking, step, nonce: gateNonce(secret, step) });
  };

  test('admits the phone that answers the gate it stands at, once', async () => {
    asking = (await publishEvent(deployment)).id;
    await pair(deployment, asking, gate);
    const policy: PassPolicy = {
      possession: { GateChallenge: null },
      checked_by: { Reader: null },
      plain_cards: false,
    };
    granted(await deployment.as(organizer).event.set_pass_policy(asking, policy));
    granted(await door(gate).open_gate_challenge(asking, gateSecret));
    const [registration, phone] = await guestWithPhone(gil, asking);

    const early = phone.pass(registration, await now());
    expect(refusal(await door(gate).check_in(scanOf(asking, early, checked)))).toEqual({
      ChallengeMissing: null,
    });
    const elsewhere = readChallengeCode(await shown(Uint8Array.from(randomBytes(32))))!;
    const toAnother = phone.answer(elsewhere, registration);
    expect(refusal(await door(gate).check_in(scanOf(asking, toAnother)))).toEqual({
      BadSignature: null,
    });
    const answer = phone.answer(readChallengeCode(await shown())!, registration);
    expect(await door(gate).check_in(scanOf(asking, answer))).toHaveProperty('Admitted');
    expect(refusal(await door(gate).check_in(scanOf(asking, answer)))).toHaveProperty(
      'AlreadyUsed',
    );
  });

  test('lets only its readers and staff ask', async () => {
    const { open_gate_challenge } = deployment.as(ada).event;
    expect(await open_gate_challenge(asking, gateSecret)).toEqual({ Err: { Forbidden: null } });
    expect(await door(reader).open_gate_challenge(asking, gateSecret)).toEqual({
      Err: { Forbidden: null },
    });
  });
});

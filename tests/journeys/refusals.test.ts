import { randomBytes } from 'node:crypto';
import {
  type EventDraft,
  HOLDER_SCANS_PER_MINUTE,
  macKey,
  mintToken,
  readToken,
  type ScanRefusal,
  TOKEN_BYTES,
  type TokenFields,
} from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import {
  feedOf,
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
import { type Person, person } from '../support/people.ts';

let deployment: Deployment;
let eventId: bigint;
let reader: Person;
const HOUR_NS = 3_600_000_000_000n;
let guests = 0;
let events = 0;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());
// Every rule has an event of its own, so that whole states can be compared.
beforeEach(() => open());

/** An event with a reader of its own at its door. */
async function open(change: Partial<EventDraft> = {}): Promise<void> {
  eventId = (await publishEvent(deployment, change)).id;
  reader = person(`reader ${++events}`);
  await pair(deployment, eventId, reader);
}

async function guestWithToken() {
  const guest = person(`guest ${++guests}`);
  const registration = await join(deployment, eventId, guest);
  return { guest, registration, token: await tokenOf(deployment, guest, registration) };
}
const check = (payload: Uint8Array) =>
  deployment.as(reader).event.check_in(scanOf(eventId, payload));

/** The refusal of a scan that must change nothing but the feed. */
async function refusedWithoutTrace(payload: Uint8Array): Promise<ScanRefusal> {
  const before = await stateOf(deployment, eventId);
  const verdict = await check(payload);
  expect(await stateOf(deployment, eventId)).toEqual(before);
  return refusal(verdict);
}

describe('a token that is no good', () => {
  test('used before: refused with time and gate of the entry', async () => {
    const { token } = await guestWithToken();
    const first = await check(token);
    const at_ns = 'Admitted' in first ? first.Admitted.at_ns : 0n;
    expect(await refusedWithoutTrace(token)).toEqual({ AlreadyUsed: { at_ns, gate: 'North' } });
  });

  test('expired: refused with the moment, also hours later when its row is gone', async () => {
    const { guest, registration, token } = await guestWithToken();
    const { expiresAtSeconds } = readToken(token) as TokenFields;
    const expired = { Expired: { at_ns: BigInt(expiresAtSeconds) * 1_000_000_000n } };
    await deployment.pass(15 * 60 + 1);
    expect(await refusedWithoutTrace(token)).toEqual(expired);
    await deployment.pass(2 * 3_600);
    // Issuing prunes: now only the token itself can tell, and only if it is genuine.
    for (let i = 0; i < 10; i++) await tokenOf(deployment, guest, registration);
    expect(await refusedWithoutTrace(token)).toEqual(expired);
    const forged = Uint8Array.from(token);
    forged[46] ^= 1;
    expect(await refusedWithoutTrace(forged)).toEqual({ BadSignature: null });
  });

  test('withdrawn by its holder: refused as withdrawn', async () => {
    const { guest, registration, token } = await guestWithToken();
    expect(granted(await deployment.as(guest).event.revoke_tokens(registration.id))).toBe(1);
    expect(await refusedWithoutTrace(token)).toEqual({ Revoked: null });
  });

  test('replaced by a newer one: refused, and the newer one admits', async () => {
    const { guest, registration, token } = await guestWithToken();
    const newer = await tokenOf(deployment, guest, registration);
    expect(await refusedWithoutTrace(token)).toEqual({ Revoked: null });
    expect(await check(newer)).toHaveProperty('Admitted');
  });

  test('for another event: refused as that', async () => {
    const { token } = await guestWithToken();
    const [here, ours] = [eventId, reader];
    await open({ name: 'Next door' });
    expect(await refusedWithoutTrace(token)).toEqual({ WrongEvent: null });
    [eventId, reader] = [here, ours];
    expect(await check(token)).toHaveProperty('Admitted');
  });

  test('for the way out: refused and named', async () => {
    const { guest, registration } = await guestWithToken();
    const out = await tokenOf(deployment, guest, registration, 'check_out');
    expect(await refusedWithoutTrace(out)).toEqual({
      WrongPurpose: { expected: { check_in: null } },
    });
  });

  test('of a registration that the organizer withdrew: refused', async () => {
    const { guest, registration, token } = await guestWithToken();
    granted(await deployment.as(organizer).event.revoke_registration(registration.id));
    expect(await refusedWithoutTrace(token)).toEqual({ Revoked: null });
    const asked = { registration_id: registration.id, purpose: { check_in: null } };
    expect(await deployment.as(guest).event.issue_token(asked)).toEqual({
      Err: { RegistrationRevoked: null },
    });
  });

  test('of a suspended account: refused once the suspension has arrived', async () => {
    const { guest, token } = await guestWithToken();
    await deployment.as(guest).auth.register({ display_name: guest.name });
    granted(await deployment.as(admin).auth.set_suspended(guest.principal, true));
    await deployment.settle();
    expect(await refusedWithoutTrace(token)).toEqual({ HolderSuspended: null });
  });
});

describe('a code that was made or changed by somebody else', () => {
  const parts: [string, number][] = [
    ['format version', 0],
    ['purpose', 1],
    ['key id', 2],
    ['subject, first byte', 3],
    ['subject, last byte', 10],
    ['nonce, first byte', 11],
    ['nonce, last byte', 26],
    ['expiry, first byte', 27],
    ['expiry, last byte', 30],
    ['signature, first byte', 31],
    ['signature, last byte', 46],
  ];

  test('any byte changed: refused as forged or as no code, and the real one still admits', async () => {
    const { token } = await guestWithToken();
    for (const [part, at] of parts) {
      for (const bit of [1, 128]) {
        const forged = Uint8Array.from(token);
        forged[at] ^= bit;
        const found = Object.keys(await refusedWithoutTrace(forged))[0];
        const noCode = at === 0 || (at === 1 && readToken(forged) === undefined);
        expect(found, part).toBe(noCode ? 'Malformed' : 'BadSignature');
      }
    }
    expect(await check(token)).toHaveProperty('Admitted');
  });

  test('a forger hears the same of a used, a withdrawn and an unknown nonce', async () => {
    const used = (await guestWithToken()).token;
    await check(used);
    const { guest, registration, token: withdrawn } = await guestWithToken();
    await deployment.as(guest).event.revoke_tokens(registration.id);
    const unknown = Uint8Array.from(used);
    unknown.set(randomBytes(16), 11);
    for (const real of [used, withdrawn, unknown]) {
      const forged = Uint8Array.from(real);
      forged[40] ^= 1;
      expect(await refusedWithoutTrace(forged)).toEqual({ BadSignature: null });
    }
  });

  test('signed with a key of their own: refused as forged', async () => {
    const { token } = await guestWithToken();
    const fields = readToken(token) as TokenFields;
    const own = macKey(randomBytes(32));
    for (const keyId of [0, fields.keyId, 255]) {
      const made = mintToken({ ...fields, nonce: randomBytes(16), keyId }, own);
      expect(await refusedWithoutTrace(made)).toEqual({ BadSignature: null });
    }
  });

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['one byte', Uint8Array.of(1)],
    ['a token without its last byte', new Uint8Array(TOKEN_BYTES - 1).fill(1)],
    ['a token with one byte more', new Uint8Array(TOKEN_BYTES + 1).fill(1)],
    ['zeros', new Uint8Array(TOKEN_BYTES)],
    ['two thousand bytes', new Uint8Array(2_000).fill(7)],
  ])('%s: no code at all', async (_, payload) => {
    expect(await refusedWithoutTrace(payload)).toEqual({ Malformed: null });
  });
});

describe('at the wrong time', () => {
  test('before doors open and after the end; leaving stays possible', async () => {
    const now = await deployment.nowNs();
    const opens_ns = now + HOUR_NS;
    const closed_ns = now + 2n * HOUR_NS;
    await open({ starts_at_ns: opens_ns, doors_open_ns: [opens_ns], ends_at_ns: closed_ns });
    const { guest, registration, token } = await guestWithToken();
    expect(await refusedWithoutTrace(token)).toEqual({ NotYetOpen: { opens_ns } });

    await deployment.pass(3_600);
    const late = await tokenOf(deployment, guest, registration);
    expect(await check(late)).toHaveProperty('Admitted');

    await deployment.pass(3_600);
    expect(await refusedWithoutTrace(late)).toEqual({ Closed: { closed_ns } });
    const out = await tokenOf(deployment, guest, registration, 'check_out');
    const verdict = await deployment.as(reader).event.check_out(scanOf(eventId, out));
    expect(verdict).toHaveProperty('CheckedOut');
  });
});

describe('refused scans', () => {
  test('appear in the feed as Refused with nothing about anybody', async () => {
    const { token } = await guestWithToken();
    await check(token);
    await check(token);
    const entry = (await feedOf(deployment, eventId)).at(-1);
    expect(Object.keys(entry ?? {}).sort()).toEqual(
      ['arrived', 'at_ns', 'gate', 'inside', 'kind', 'registered', 'seq'].sort(),
    );
    expect(entry).toMatchObject({ kind: { Refused: null }, arrived: 1, inside: 1 });
  });

  test('count against the holder of the token, not against the gate', async () => {
    const { token } = await guestWithToken();
    const other = await guestWithToken();
    for (let i = 0; i < HOLDER_SCANS_PER_MINUTE; i++) await check(token);
    expect(await refusedWithoutTrace(token)).toHaveProperty('RateLimited');
    expect(await check(other.token)).toHaveProperty('Admitted');
    await deployment.pass(60);
    expect(await refusedWithoutTrace(token)).toHaveProperty('AlreadyUsed');
  });
});

import type { ScanRefusal } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import type { RegistrationRow } from '../rows.ts';
import { type Decision, type Doorway, decide } from './check-in.ts';
import {
  doorwayOf,
  holder,
  NOW,
  openDoor,
  person,
  registered,
  SECOND,
  scanOf,
  tokenOf,
} from './fixtures.ts';

const fresh = tokenOf();
const inside: RegistrationRow = {
  ...registered,
  inside: true,
  enteredAtNs: NOW - 30n * SECOND,
  enteredGate: 'South',
};
const out = { direction: { Out: null } };

function refusalOf(decision: Decision): ScanRefusal {
  if (decision.kind !== 'refused') throw new Error(`expected a refusal, got ${decision.kind}`);
  return decision.refusal;
}
const decideFresh = (change: Partial<Doorway> = {}, scan = {}) =>
  decide(scanOf(fresh.payload, scan), doorwayOf(fresh.row, change));

describe('entering', () => {
  test('a fresh token admits its holder and counts an arrival', () => {
    expect(decideFresh()).toMatchObject({
      kind: 'passed',
      registrationId: 7n,
      first: true,
      registration: { inside: true, enteredAtNs: NOW, enteredGate: 'North' },
      door: { arrived: 1, inside: 1 },
    });
  });

  test('a second entry after leaving counts inside but not as another arrival', () => {
    const back = { ...registered, enteredAtNs: NOW - 50n, leftAtNs: NOW - 9n };
    const door = { ...openDoor, arrived: 1 };
    expect(decideFresh({ registration: () => back, door: () => door })).toMatchObject({
      first: false,
      door: { arrived: 1, inside: 1 },
    });
  });

  test('a second scan is refused and names the first entry', () => {
    const used = { atNs: NOW - 5n, gate: 'South', device: person(8) };
    const row = { ...fresh.row, used };
    expect(refusalOf(decide(scanOf(fresh.payload), doorwayOf(row)))).toEqual({
      AlreadyUsed: { at_ns: NOW - 5n, gate: 'South' },
    });
  });

  test('a fresh token of someone inside is refused and names the entry', () => {
    expect(refusalOf(decideFresh({ registration: () => inside }))).toEqual({
      AlreadyInside: { since_ns: NOW - 30n * SECOND, gate: 'South' },
    });
  });

  test.each<[string, Partial<Doorway>, object, ScanRefusal]>([
    ['the device is not allowed', { mayScan: () => false }, {}, { DeviceNotAllowed: null }],
    ['the event is unknown', {}, { event_id: 99n }, { DeviceNotAllowed: null }],
    ['the scan id is no scan id', {}, { scan_id: new Uint8Array(3) }, { Malformed: null }],
    ['the gate is too long', {}, { gate: 'x'.repeat(41) }, { Malformed: null }],
    ['the code is no token', {}, { payload: new Uint8Array(20) }, { Malformed: null }],
    [
      'the device scans too fast',
      { deviceWait: () => 3 },
      {},
      { RateLimited: { retry_after_seconds: 3 } },
    ],
    [
      'the holder is scanned too often',
      { holderWait: () => 42 },
      {},
      { RateLimited: { retry_after_seconds: 42 } },
    ],
    [
      'doors are not open yet',
      { door: () => ({ ...openDoor, doorsOpenNs: NOW + 1n }) },
      {},
      { NotYetOpen: { opens_ns: NOW + 1n } },
    ],
    [
      'the event is over',
      { door: () => ({ ...openDoor, endsAtNs: NOW }) },
      {},
      { Closed: { closed_ns: NOW } },
    ],
    ['the account is suspended', { isSuspended: () => true }, {}, { HolderSuspended: null }],
    [
      'the registration was revoked',
      { registration: () => ({ ...registered, revoked: true }) },
      {},
      { Revoked: null },
    ],
    [
      'the registration is for another event',
      { registration: () => ({ ...registered, eventId: 2n }) },
      {},
      { WrongEvent: null },
    ],
    ['it is the way out', {}, out, { WrongPurpose: { expected: { check_out: null } } }],
  ])('is refused when %s', (_, change, scan, refusal) => {
    expect(refusalOf(decideFresh(change, scan))).toEqual(refusal);
  });

  test('an expired token says when it expired', () => {
    const old = tokenOf({ ageSeconds: 901 });
    expect(refusalOf(decide(scanOf(old.payload), doorwayOf(old.row)))).toEqual({
      Expired: { at_ns: NOW - SECOND },
    });
  });

  test('a withdrawn token is refused as withdrawn', () => {
    const row = { ...fresh.row, revokedAtNs: NOW - 1n };
    expect(refusalOf(decide(scanOf(fresh.payload), doorwayOf(row)))).toEqual({ Revoked: null });
  });
});

describe('leaving', () => {
  const leaving = tokenOf({ purpose: 'check_out' });
  const door = { ...openDoor, arrived: 1, inside: 1 };
  const decideLeaving = (change: Partial<Doorway> = {}) =>
    decide(
      scanOf(leaving.payload, out),
      doorwayOf(leaving.row, { door: () => door, registration: () => inside, ...change }),
    );

  test('whoever is inside leaves and is counted out', () => {
    expect(decideLeaving()).toMatchObject({
      kind: 'passed',
      registration: { inside: false, leftAtNs: NOW, enteredAtNs: inside.enteredAtNs },
      door: { arrived: 1, inside: 0 },
    });
  });

  test('whoever is not inside cannot leave', () => {
    expect(refusalOf(decideLeaving({ registration: () => registered }))).toEqual({
      NotInside: null,
    });
  });

  test.each<[string, Partial<Doorway>]>([
    ['after the end', { door: () => ({ ...door, endsAtNs: NOW - 1n }) }],
    ['while suspended', { isSuspended: () => true }],
    ['after the registration was revoked', { registration: () => ({ ...inside, revoked: true }) }],
  ])('is possible %s', (_, change) => {
    expect(decideLeaving(change).kind).toBe('passed');
  });
});

describe('repetitions and strangers', () => {
  test('a scan id seen before is answered as the first time without looking at the token', () => {
    const verdict = { Refused: { NotInside: null } };
    const decision = decideFresh({
      answerBefore: () => verdict,
      token: () => {
        throw new Error('looked at the token');
      },
    });
    expect(decision).toEqual({ kind: 'repeated', verdict });
  });

  test('a stranger learns nothing and leaves no trace: nothing is looked up, nothing logged', () => {
    const lookup = () => {
      throw new Error('looked something up');
    };
    const blind = { mayScan: () => false, answerBefore: lookup, token: lookup, holderWait: lookup };
    expect(decideFresh(blind)).toMatchObject({ kind: 'refused', logged: false });
  });

  test('a forged code does not count against the holder it names', () => {
    const forged = Uint8Array.from(fresh.payload);
    forged[46] ^= 1;
    const counted: unknown[] = [];
    const holderWait = (who: unknown) => counted.push(who);
    decide(scanOf(forged), doorwayOf(fresh.row, { holderWait }));
    expect(counted).toEqual([]);
    decideFresh({ holderWait });
    expect(counted).toEqual([holder]);
  });
});

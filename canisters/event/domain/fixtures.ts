/** People, rows and a doorway in memory for the tests of the domain. */
import { Principal } from '@dfinity/principal';
import {
  emptyPlan,
  isAuthentic,
  macKey,
  mintToken,
  type Purpose,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import type { EventDoor, RegistrationRow, TokenRow } from '../rows.ts';
import type { Doorway } from './check-in.ts';
import { DEFAULT_PASS_POLICY } from './possession.ts';
import { newFloor, presenceOf } from './presence.ts';
import { newRegistration } from './registration.ts';

export const SECOND = 1_000_000_000n;
export const NOW = 1_800_000_000n * SECOND;
export const person = (n: number): Principal => Principal.fromUint8Array(Uint8Array.of(n, 1));
export const organizer = person(1);
export const holder = person(2);
export const device = person(3);
export const EVENT = 1n;
export const REGISTRATION = 7n;

export const openDoor: EventDoor = {
  organizer,
  status: 'published',
  startsAtNs: NOW,
  endsAtNs: NOW + 7_200n * SECOND,
  doorsOpenNs: NOW - 7_200n * SECOND,
  capacity: undefined,
  registered: 1,
  arrived: 0,
  inside: 0,
  feedLength: 0n,
};
export const registered: RegistrationRow = newRegistration(EVENT, holder, 'Zoë', NOW - 60n);
export const key = macKey(new Uint8Array(32).fill(7));

export type TokenOptions = { purpose?: Purpose; ageSeconds?: number; subject?: bigint; n?: number };

/** A genuine token and its row. */
export function tokenOf(options: TokenOptions = {}): { payload: Uint8Array; row: TokenRow } {
  const { purpose = 'check_in', ageSeconds = 0, subject = REGISTRATION, n = 1 } = options;
  const payload = mintToken(
    {
      purpose,
      keyId: 1,
      subject,
      nonce: new Uint8Array(16).fill(n),
      expiresAtSeconds: Number(NOW / SECOND) + 900 - ageSeconds,
    },
    key,
  );
  const row = { issued: payload, issuedAtNs: NOW, used: undefined, revokedAtNs: undefined };
  return { payload, row };
}

export function scanOf(payload: Uint8Array, change: Partial<Scan> = {}): Scan {
  return {
    scan_id: new Uint8Array(16).fill(9),
    event_id: EVENT,
    direction: { In: null },
    payload,
    gate: 'North',
    captured_at_ns: NOW,
    possession: [],
    list_id: [],
    offline: [],
    ...change,
  };
}

/** A doorway that knows one token and one registration; override what the test is about. */
export function doorwayOf(row: TokenRow | undefined, change: Partial<Doorway> = {}): Doorway {
  return {
    nowNs: NOW,
    deviceWait: () => 0,
    door: (id) => (id === EVENT ? openDoor : undefined),
    mayScan: () => true,
    answerBefore: (): Verdict | undefined => undefined,
    token: (nonce) =>
      row && Buffer.compare(row.issued.slice(11, 27), nonce) === 0 ? row : undefined,
    isAuthentic: (payload, keyId) => (keyId === 1 ? isAuthentic(payload, key) : undefined),
    isRowKept: () => false,
    registration: (id) => (id === REGISTRATION ? registered : undefined),
    holderKey: () => undefined,
    isSigned: () => false,
    stepUse: () => undefined,
    passPolicy: () => DEFAULT_PASS_POLICY,
    isReader: () => true,
    gateNonce: () => undefined,
    cardKeys: () => undefined,
    card: () => undefined,
    policy: () => undefined,
    plan: () => emptyPlan,
    floor: () => newFloor,
    presence: (_, registration) => presenceOf(undefined, registration),
    passedOn: () => undefined,
    isSuspended: () => false,
    holderWait: () => 0,
    ...change,
  };
}

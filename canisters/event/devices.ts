/** Readers: enrolled by a code that the organizer shows and the reader types. */

import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  DEVICES_PER_EVENT_MAX,
  type Device,
  type EventRefusal,
  err,
  eventApi,
  GATE_MAX_CHARS,
  type Infer,
  NAME_MAX_CHARS,
  ok,
  PAIRING_ATTEMPTS_PER_MINUTE,
  PAIRING_CODE_CHARS,
  PAIRING_TTL_SECONDS,
  type Pairing,
  type PairingRequest,
  type Result,
} from '@qikcard/contracts';
import { pairingCode, pairingHash } from './domain/pairing.ts';
import { checkText } from './domain/text.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { randomBytes } from './platform.ts';
import type { DeviceRow, PairingRow } from './rows.ts';
import { served } from './serve.ts';
import { devices, devicesOfEvent, doors, pairings } from './store.ts';
import { devicePolicies, keyRolls, pairingExpiry } from './store-doors.ts';

type Request = Infer<typeof PairingRequest>;
type Answer = Result<Device, EventRefusal>;

const SECOND_NS = 1_000_000_000n;
const KEPT_SECONDS = 3_600;
/**
 * Per caller against impatience; over all callers against guessing, since principals are free:
 * 600 guesses a minute at 40 bits and ten minutes find a code once in 180 million tries.
 */
const attempts = rateLimit({
  burst: PAIRING_ATTEMPTS_PER_MINUTE,
  perMinute: PAIRING_ATTEMPTS_PER_MINUTE,
});
const allAttempts = rateLimit({ burst: 600, perMinute: 600 });

export class Devices {
  @served(eventApi.start_pairing)
  start_pairing(call: Call, request: Request): Result<Infer<typeof Pairing>, EventRefusal> {
    call.subject = request.event_id.toString();
    const problem = problemOfPairing(call, request);
    if (problem) return err(problem);
    const made = newPairing(request, call.nowNs);
    return made ? ok(made.pairing) : err({ KeysNotReady: null });
  }

  @served(eventApi.pair_device)
  pair_device(call: Call, code: string): Answer {
    if (call.caller.isAnonymous()) return err({ SignInRequired: null });
    const wait = attempts.take(call.caller.toHex(), call.nowNs) ?? allAttempts.take('', call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const hash = pairingHash(code);
    const pairing = hash && pairings.get(hash);
    if (!hash || !pairing) return err({ PairingCodeUnknown: null });
    call.subject = pairing.eventId.toString();
    if (pairing.usedBy) return answerUsed(call, pairing.usedBy);
    const problem = problemOfCode(pairing, call.nowNs);
    if (problem) return err(problem);
    pairings.put(hash, { ...pairing, usedBy: call.caller });
    const rolled = keyRolls.get(hash);
    if (rolled) return answerRolled(call, pairing, rolled.replaces);
    return ok(viewOf(call.caller, enrol(call, pairing)));
  }

  @served(eventApi.revoke_device)
  revoke_device(call: Call, id: Principal): Answer {
    const row = devices.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownDevice: null });
    call.subject = row.eventId.toString();
    if (!runsEvent(call, door, row.eventId)) return err({ Forbidden: null });
    const revoked = { ...row, revoked: true };
    devices.put(id, revoked);
    return ok(viewOf(id, revoked));
  }

  @served(eventApi.list_devices)
  list_devices(call: Call, eventId: bigint): Result<Device[], EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    return ok(idsOf(eventId).map((id) => viewOf(id, devices.get(id) as DeviceRow)));
  }
}

/** Stores a new one-time code; undefined before random bytes are to be had. */
export function newPairing(
  { event_id: eventId, name, gate }: Request,
  nowNs: bigint,
): { pairing: Infer<typeof Pairing>; hash: Uint8Array } | undefined {
  const random = randomBytes(PAIRING_CODE_CHARS);
  if (random === undefined) return undefined;
  const code = pairingCode(random);
  const hash = hashOf(code);
  const expiresAtNs = nowNs + BigInt(PAIRING_TTL_SECONDS) * SECOND_NS;
  pairings.put(hash, { eventId, name, gate, expiresAtNs, usedBy: undefined });
  // An hour longer than it is good for, so that a late reader hears that it expired.
  pairingExpiry.insert([Number(expiresAtNs / SECOND_NS) + KEPT_SECONDS, hash]);
  return { pairing: { code, expires_at_ns: expiresAtNs }, hash };
}

const idsOf = (eventId: bigint): Principal[] =>
  devicesOfEvent.scan({ prefix: [eventId], limit: DEVICES_PER_EVENT_MAX }).map(([, id]) => id);

function problemOfCode({ eventId, expiresAtNs }: PairingRow, nowNs: bigint) {
  if (expiresAtNs <= nowNs) return { PairingCodeExpired: { at_ns: expiresAtNs } };
  if (idsOf(eventId).length < DEVICES_PER_EVENT_MAX) return undefined;
  const problem = `an event has at most ${DEVICES_PER_EVENT_MAX} readers`;
  return { Invalid: { field: 'event_id', problem } };
}

function problemOfPairing(call: Call, request: Request): EventRefusal | undefined {
  const door = doors.get(request.event_id);
  if (door === undefined) return { UnknownEvent: null };
  if (!runsEvent(call, door, request.event_id)) return { Forbidden: null };
  return (
    checkText('name', request.name, 1, NAME_MAX_CHARS) ??
    checkText('gate', request.gate, 0, GATE_MAX_CHARS)
  );
}

const hashOf = (code: string): Uint8Array => pairingHash(code) as Uint8Array;

/** The reader whose answer got lost asks again and gets it; everybody else is refused. */
function answerUsed(call: Call, usedBy: Principal): Answer {
  const row = devices.get(call.caller);
  const again = row !== undefined && usedBy.compareTo(call.caller) === 'eq';
  return again ? ok(viewOf(call.caller, row)) : err({ PairingCodeUnknown: null });
}

/** The new key takes the place of the old one, with its policy; the old one is good for nothing. */
function answerRolled(call: Call, pairing: PairingRow, replaces: Principal): Answer {
  const old = devices.get(replaces);
  if (old === undefined || old.revoked) return err({ PairingCodeUnknown: null });
  if (replaces.compareTo(call.caller) === 'eq') return ok(viewOf(call.caller, old));
  const policy = devicePolicies.get(replaces);
  devices.put(replaces, { ...old, revoked: true });
  const row = enrol(call, pairing);
  if (policy) devicePolicies.put(call.caller, policy);
  return ok(viewOf(call.caller, row));
}

/** A reader works for one event at a time: pairing it again moves it. */
function enrol({ caller, nowNs }: Call, { eventId, name, gate }: PairingRow): DeviceRow {
  const before = devices.get(caller);
  if (before) devicesOfEvent.remove([before.eventId, caller]);
  // What it was told to do was for the place where it stood.
  devicePolicies.remove(caller);
  const row = { eventId, name, gate, pairedAtNs: nowNs, lastSeenNs: nowNs, revoked: false };
  devices.put(caller, row);
  devicesOfEvent.insert([eventId, caller]);
  return row;
}

/** The reader as staff see it. */
export function viewOf(id: Principal, row: DeviceRow): Device {
  return {
    id,
    event_id: row.eventId,
    name: row.name,
    gate: row.gate,
    paired_at_ns: row.pairedAtNs,
    last_seen_ns: row.lastSeenNs,
    revoked: row.revoked,
  };
}

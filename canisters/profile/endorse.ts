/** A word for somebody one has met. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import { err, ok, type ProfileRefusal, type Result } from '@qikcard/contracts';
import { notify } from './notify.ts';
import { sideOf } from './people.ts';
import { attendance, attendanceOf, deeds, endorsements, erasures } from './store.ts';

const EVENTS_COMPARED = 50;
/** Else coming back after an erasure would be a way to endorse again and again. */
const AFTER_ERASURE_NS = 30n * 86_400_000_000_000n;

/** Endorses a connection who has been at an event with the caller; the second time is nothing. */
export function endorse(call: Call, other: Principal): Result<null, ProfileRefusal> {
  const { caller, nowNs } = call;
  if (sideOf(caller, other).state !== 'connected') return err({ Forbidden: null });
  const erased = erasures.get(caller);
  if (erased && nowNs < erased.atNs + AFTER_ERASURE_NS) return err({ Forbidden: null });
  if (!haveMet(caller, other)) {
    return err({ Invalid: { field: 'person', problem: 'you have not been at an event together' } });
  }
  if (!endorsements.insert([caller, other])) return ok(null);
  deeds.append(other, { kind: 'Endorsed', atNs: nowNs, subject: undefined });
  notify(other, { kind: 'Endorsed', atNs: nowNs, person: caller });
  return ok(null);
}

/** Whether both have entered one of the caller's latest events. */
function haveMet(caller: Principal, other: Principal): boolean {
  return attendance.newest(caller, undefined, EVENTS_COMPARED).some(({ eventId, entries }) => {
    if (entries === 0) return false;
    const theirs = attendanceOf.get([other, eventId]);
    return theirs !== undefined && (attendance.get(other, theirs)?.entries ?? 0) > 0;
  });
}

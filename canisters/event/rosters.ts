/**
 * The roster readers carry through a night without a network, and receipts of admissions. Both lie in
 * the certified tree, so that each entry and receipt is checked against the root key alone.
 */
import { type Call, certified, ic } from '@qikcard/canister-kit';
import {
  type Admission,
  admissionPath,
  admissionReceiptCodec,
  type EventRefusal,
  err,
  eventApi,
  ok,
  type Result,
  ROSTER_PAGE_MAX,
  type RosterPage,
  rosterEntryCodec,
  rosterHeadCodec,
  rosterHeadPath,
  rosterPath,
  toOpt,
} from '@qikcard/contracts';
import { isCondensing } from './archive/store.ts';
import { changesRoster, rosterFactsOf } from './domain/roster.ts';
import { dropPhoto, photoOf } from './door-photo-store.ts';
import { staffsEvent } from './events.ts';
import type { RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import {
  devices,
  doors,
  holderKeys,
  onRegistrationChange,
  registrations,
  rosterHeads,
  rosterOrder,
  rosterVersions,
} from './store.ts';

type Ready = { entries: Uint8Array[]; ids: bigint[]; version: bigint };

export class Rosters {
  @served(eventApi.roster)
  roster(
    call: Call,
    eventId: bigint,
    after: bigint,
    limit: number,
  ): Result<RosterPage, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (call.caller.isAnonymous()) return err({ SignInRequired: null });
    const device = devices.get(call.caller);
    const isReader = device?.eventId === eventId && !device.revoked;
    if (!isReader && !staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const { entries, ids, version } = entriesAfter(eventId, after, limit);
    const head = certified.get(rosterHeadPath(eventId));
    const paths = [rosterHeadPath(eventId), ...ids.map((id) => rosterPath(eventId, id))];
    const proof = certified.proof(...paths);
    if (proof === undefined) return err({ KeysNotReady: null });
    return ok({ entries, next_version: version, head: toOpt(head), ...proof });
  }

  @served(eventApi.admission_receipt)
  admission_receipt(
    call: Call,
    registrationId: bigint,
    atNs: bigint,
  ): Result<[] | [Admission], EventRefusal> {
    const registration = registrations.get(registrationId);
    const door = registration && doors.get(registration.eventId);
    if (!registration || !door) return err({ UnknownRegistration: null });
    const { eventId } = registration;
    const isHolder = call.caller.compareTo(registration.holder) === 'eq';
    if (!isHolder && !staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const path = admissionPath(eventId, registrationId, atNs);
    const receipt = certified.get(path);
    const proof = receipt && certified.proof(path);
    const ids = { event_id: eventId, registration_id: registrationId, at_ns: atNs };
    return ok(proof ? [{ ...ids, receipt, ...proof }] : []);
  }
}

/** A page ends before the first entry whose latest change is not certified yet. */
function entriesAfter(eventId: bigint, after: bigint, limit: number): Ready {
  const size = Math.min(Math.max(limit, 1), ROSTER_PAGE_MAX);
  const ready: Ready = { entries: [], ids: [], version: after };
  const start =
    after === 0n ? {} : { after: [eventId, after, LAST_ID] as [bigint, bigint, bigint] };
  const scan = { prefix: [eventId] as [bigint], limit: size, ...start };
  for (const [, version, id] of rosterOrder.scan(scan)) {
    const entry = certified.get(rosterPath(eventId, id));
    if (entry === undefined || rosterEntryCodec.decode(entry).version !== version) break;
    ready.entries.push(entry);
    ready.ids.push(id);
    ready.version = version;
  }
  return ready;
}
const LAST_ID = 2n ** 64n - 1n;

/** Tells readers about a registration as it is now. */
export function publishToRoster(registrationId: bigint, row: RegistrationRow): void {
  const { eventId } = row;
  // Nobody reads a roster of what is long over.
  if (isForgotten(eventId) || isCondensing(eventId)) return;
  const head = rosterHeads.get(eventId) ?? { version: 0n, valid: 0 };
  const known = rosterVersions.get(registrationId);
  const facts = rosterFactsOf(row);
  const version = head.version + 1n;
  const wasValid = known?.valid ?? false;
  const isValid = facts.status === 'Valid';
  const valid = head.valid + Number(isValid) - Number(wasValid);
  rosterHeads.put(eventId, { version, valid });
  if (known) rosterOrder.remove([eventId, known.version, registrationId]);
  rosterVersions.put(registrationId, { version, valid: isValid });
  rosterOrder.insert([eventId, version, registrationId]);
  const holderKey = holderKeys.get(registrationId)?.publicKey;
  const photoHash = photoOf(registrationId)?.hash;
  const told = { registrationId, version, holderKey, photoHash, ...facts };
  const entry = rosterEntryCodec.encode(told);
  certified.putSoon(rosterPath(eventId, registrationId), entry);
  certified.putSoon(rosterHeadPath(eventId), rosterHeadCodec.encode({ version, valid }));
}

onRegistrationChange((id, before, after) => {
  // A place that was taken back needs no face.
  const lost = after.revoked && dropPhoto(after.eventId, id);
  // One that was stored before there were rosters enters with its next change, whatever it is.
  if (lost || changesRoster(before, after) || !rosterVersions.has(id)) publishToRoster(id, after);
});

/** Leaves the proof of an admission; `undone` takes back what the door did by mistake. */
export function leaveReceipt(
  eventId: bigint,
  registrationId: bigint,
  atNs: bigint,
  receipt: { gate: string; undone: boolean },
): void {
  const value = admissionReceiptCodec.encode(receipt);
  certified.putSoon(admissionPath(eventId, registrationId, atNs), value);
}

/** How long after its end an event keeps its roster; readers have no use for it by then. */
export const ROSTER_KEPT_DAYS = 90;
const DAY_NS = 86_400_000_000_000n;

function isForgotten(eventId: bigint): boolean {
  const door = doors.get(eventId);
  return door !== undefined && door.endsAtNs + BigInt(ROSTER_KEPT_DAYS) * DAY_NS < ic.nowNs();
}

/** Takes some entries of a roster that nobody needs any more; true while there are others. */
export function forgetRoster(eventId: bigint, limit: number): boolean {
  if (!isForgotten(eventId) || rosterHeads.get(eventId) === undefined) return false;
  const keys = rosterOrder.scan({ prefix: [eventId], limit });
  for (const [, version, id] of keys) {
    certified.removeSoon(rosterPath(eventId, id));
    rosterVersions.remove(id);
    rosterOrder.remove([eventId, version, id]);
  }
  if (keys.length === limit) return true;
  certified.removeSoon(rosterHeadPath(eventId));
  rosterHeads.remove(eventId);
  return false;
}

/** The proof of an admission goes with its line in the scan log; who has fetched it keeps it. */
export const forgetReceipt = (eventId: bigint, registrationId: bigint, atNs: bigint): void =>
  certified.removeSoon(admissionPath(eventId, registrationId, atNs));

/** Who may do what with a thing, and what matters about a borrower. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import { OPEN_LOANS_PER_PERSON_MAX } from '@qikcard/contracts';
import type { Borrower } from '../domain/resources/lending.ts';
import { runsEvent, staffsEvent } from '../events.ts';
import { roles } from '../platform.ts';
import { devices, doors, registrationOf, registrations } from '../store.ts';
import { devicePolicies } from '../store-doors.ts';
import type { OwnerRow, ResourceRow } from './rows.ts';
import { loans, openLoansOf } from './store.ts';

const isPerson = ({ caller, nowNs }: Call, person: Principal): boolean =>
  (caller.compareTo(person) === 'eq' && !roles.isSuspended(caller)) ||
  roles.has(caller, 'admin', nowNs);

/** Changes things: their owner, or whoever runs the event they belong to. */
export function manages(call: Call, { person, eventId }: OwnerRow): boolean {
  if (call.caller.isAnonymous()) return false;
  if (person !== undefined) return isPerson(call, person);
  const door = doors.get(eventId as bigint);
  return door !== undefined && runsEvent(call, door, eventId as bigint);
}

/** Hands things out and takes them back: also the staff of the event. */
export function lends(call: Call, { person, eventId }: OwnerRow): boolean {
  if (call.caller.isAnonymous()) return false;
  if (person !== undefined) return isPerson(call, person);
  const door = doors.get(eventId as bigint);
  return door !== undefined && staffsEvent(call, eventId as bigint, door);
}

/** A reader that was paired with the event, and may lend by its policy. */
function isLendingReader({ caller }: Call, { eventId }: OwnerRow): boolean {
  const device = devices.get(caller);
  if (eventId === undefined || device?.eventId !== eventId || device.revoked) return false;
  return devicePolicies.get(caller)?.may_lend ?? true;
}

/** Hands one thing out or takes it back: who lends, and the readers of the event. */
export const handsOut = (call: Call, owner: OwnerRow): boolean =>
  lends(call, owner) || (!call.caller.isAnonymous() && isLendingReader(call, owner));

/** The registration of a person for the event that a thing belongs to. */
function registrationAt({ eventId }: OwnerRow, person: Principal) {
  if (eventId === undefined) return undefined;
  const id = registrationOf.get([eventId, person]);
  const row = id === undefined ? undefined : registrations.get(id);
  return row?.revoked ? undefined : row;
}

/** Who finds a thing without its label. */
export function sees(call: Call, id: bigint, row: ResourceRow): boolean {
  if (lends(call, row.owner)) return true;
  if (call.caller.isAnonymous()) return row.visibility === 'Public';
  if (row.visibility === 'Public') return true;
  if (hasNow(call.caller, id)) return true;
  return row.visibility === 'Attendees' && registrationAt(row.owner, call.caller) !== undefined;
}

const openLoans = (person: Principal): bigint[] =>
  openLoansOf.scan({ prefix: [person], limit: OPEN_LOANS_PER_PERSON_MAX }).map(([, id]) => id);

/** The loans of a thing that are out with a person, or wait for approval. */
export const loansWith = (person: Principal, resourceId: bigint): bigint[] =>
  openLoans(person).filter((id) => loans.get(id)?.resourceId === resourceId);
const hasNow = (person: Principal, id: bigint): boolean => loansWith(person, id).length > 0;

/** The name under which staff know a person, if the thing belongs to an event. */
export const nameOf = (owner: OwnerRow, person: Principal): string =>
  registrationAt(owner, person)?.displayName ?? '';

/** What deciding about a loan needs to know of its borrower. */
export function borrowerFacts(person: Principal, id: bigint, thing: ResourceRow): Borrower {
  const registration = registrationAt(thing.owner, person);
  const open = openLoans(person);
  const ofThis = open.map((each) => loans.get(each)).filter((row) => row?.resourceId === id);
  return {
    principal: person,
    suspended: roles.isSuspended(person),
    registered: registration !== undefined,
    inside: registration?.inside ?? false,
    openLoans: open.length,
    unitsOfThis: ofThis.reduce((sum, row) => sum + (row?.count ?? 0), 0),
  };
}

/** Registrations: one per principal and event; where its holder is, inside or not. */
import { isClaimed, type Registration, toOpt } from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';

export { isClaimed, unclaimedHolder } from '@qikcard/contracts';

/** A place for `holder` under the name that staff will see. */
export function newRegistration(
  eventId: bigint,
  holder: RegistrationRow['holder'],
  displayName: string,
  nowNs: bigint,
  ticketType = 0,
): RegistrationRow {
  return {
    eventId,
    holder,
    displayName,
    registeredAtNs: nowNs,
    inside: false,
    enteredAtNs: undefined,
    enteredGate: '',
    leftAtNs: undefined,
    revoked: false,
    cancelled: false,
    ticketType,
    attention: false,
  };
}

export type Moved = {
  registration: RegistrationRow;
  door: EventDoor;
  /** The first entry of this registration: what badges and rewards count. */
  first: boolean;
};

/** The holder goes in: both rows afterwards. */
export function enter(
  registration: RegistrationRow,
  door: EventDoor,
  at: { atNs: bigint; gate: string },
): Moved {
  const first = registration.enteredAtNs === undefined;
  return {
    registration: { ...registration, inside: true, enteredAtNs: at.atNs, enteredGate: at.gate },
    door: {
      ...door,
      // Scanned in again while inside, or from one zone into another: still one guest.
      inside: door.inside + (registration.inside ? 0 : 1),
      arrived: door.arrived + (first ? 1 : 0),
    },
    first,
  };
}

/** The holder goes out: both rows afterwards. */
export function leave(registration: RegistrationRow, door: EventDoor, atNs: bigint): Moved {
  return {
    registration: { ...registration, inside: false, leftAtNs: atNs },
    door: { ...door, inside: door.inside - 1 },
    first: false,
  };
}

/** Takes the place back. Whoever is inside stays counted until the way out is scanned. */
export function revoke(
  registration: RegistrationRow,
  door: EventDoor,
  cancelled = false,
): Omit<Moved, 'first'> {
  if (registration.revoked) return { registration, door };
  return {
    registration: { ...registration, revoked: true, cancelled },
    door: { ...door, registered: door.registered - 1 },
  };
}

/** The registration as its holder and staff see it. */
export function viewOf(id: bigint, row: RegistrationRow): Registration {
  return {
    id,
    event_id: row.eventId,
    holder: row.holder,
    display_name: row.displayName,
    registered_at_ns: row.registeredAtNs,
    inside: row.inside,
    checked_in_at_ns: toOpt(row.enteredAtNs),
    checked_out_at_ns: toOpt(row.leftAtNs),
    revoked: row.revoked,
    state: stateOf(row),
    ticket_type: row.ticketType,
    attention: row.attention,
    claimed: isClaimed(row.holder),
  };
}

function stateOf({ revoked, cancelled }: RegistrationRow): Registration['state'] {
  if (!revoked) return { Active: null };
  return cancelled ? { Cancelled: null } : { Revoked: null };
}

/** Whether the holder of a place at an event that is over never came, though they could have. */
export const isNoShow = ({ revoked, enteredAtNs }: RegistrationRow): boolean =>
  !revoked && enteredAtNs === undefined;

/** One guest going in, out, or back to how it was: all rows together, so that counts stay exact. */
import type { DoorPlan } from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import type { FloorRow, PresenceRow } from '../rows-doors.ts';
import { entered, exited, gateCounted, moved, type Step, UNDO_SECONDS } from './presence.ts';
import { enter, leave } from './registration.ts';

/** Everything that knows where one guest is. */
export type Whereabouts = {
  registration: RegistrationRow;
  presence: PresenceRow;
  door: EventDoor;
  floor: FloorRow;
};
export type Move = Whereabouts & {
  /** The first entry of this registration: what badges and rewards count. */
  first: boolean;
};

const SECOND_NS = 1_000_000_000n;

/** All rows after an entry. */
export function goIn(before: Whereabouts, step: Step, plan: DoorPlan): Move {
  const { registration, door, first } = enter(before.registration, before.door, step);
  const presence = entered(before.presence, before.registration, step, plan);
  const floor = gateCounted(shifted(before, { registration, presence }), step.gateId, 'entered');
  return { registration, door, presence, floor, first };
}

/** All rows after an exit. */
export function goOut(before: Whereabouts, step: Step): Move {
  const { registration, door } = leave(before.registration, before.door, step.atNs);
  const presence = exited(before.presence, before.registration, step);
  const floor = gateCounted(shifted(before, { registration, presence }), step.gateId, 'left');
  return { registration, door, presence, floor, first: false };
}

type Located = Pick<Whereabouts, 'registration' | 'presence'>;
const located = ({ registration, presence }: Located) => ({
  inside: registration.inside,
  place: presence.place,
});
const shifted = (before: Whereabouts, after: Located): FloorRow =>
  moved(before.floor, located(before), located(after));

export type UndoRefusal = { NothingToUndo: null } | { UndoTooLate: { ended_at_ns: bigint } };

/** Why the latest move cannot be taken back now, or undefined when it can. */
export function problemOfUndo({ last }: PresenceRow, nowNs: bigint): UndoRefusal | undefined {
  if (last === undefined) return { NothingToUndo: null };
  const endedAtNs = last.atNs + BigInt(UNDO_SECONDS) * SECOND_NS;
  return nowNs > endedAtNs ? { UndoTooLate: { ended_at_ns: endedAtNs } } : undefined;
}

/** All rows as they were before the latest move; the code that was used stays used. */
export function takenBack(now: Whereabouts): Whereabouts {
  const { last } = now.presence;
  if (last === undefined) throw new Error('there is a latest move');
  const { inside, enteredAtNs, enteredGate, leftAtNs } = last;
  const registration = { ...now.registration, inside, enteredAtNs, enteredGate, leftAtNs };
  const presence: PresenceRow = { ...now.presence, place: last.before, last: undefined };
  const what = last.entering ? 'entered' : 'left';
  const change = Number(inside) - Number(now.registration.inside);
  return {
    registration,
    presence,
    door: {
      ...now.door,
      inside: now.door.inside + change,
      arrived: now.door.arrived - (last.first ? 1 : 0),
    },
    floor: gateCounted(shifted(now, { registration, presence }), last.gateId, what, -1),
  };
}

import { emptyPlan } from '@qikcard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDoor, registered } from './fixtures.ts';
import { goIn, goOut, problemOfUndo, takenBack, type Whereabouts } from './moves.ts';
import { newFloor, newPresence } from './presence.ts';

const GUESTS = 4;
const sum = (counts: { inside: number }[]) => counts.reduce((all, { inside }) => all + inside, 0);

/** A venue of guests who go in, out, from zone to zone, and whose moves are taken back. */
class Venue {
  shared: Pick<Whereabouts, 'door' | 'floor'> = { door: openDoor, floor: newFloor };
  readonly guests = Array.from({ length: GUESTS }, () => ({
    registration: registered,
    presence: newPresence,
  }));
  clock = 0n;

  at = (guest: number): Whereabouts => ({ ...this.guests[guest], ...this.shared });
  private keep(guest: number, { registration, presence, door, floor }: Whereabouts): void {
    this.guests[guest] = { registration, presence };
    this.shared = { door, floor };
  }
  step({ guest, what, gate }: { guest: number; what: 'in' | 'out' | 'undo'; gate: number }): void {
    const before = this.at(guest);
    const step = { atNs: ++this.clock, gate: `gate ${gate}`, gateId: gate, zoneId: gate % 2 };
    if (what === 'in') this.keep(guest, goIn(before, step, emptyPlan));
    else if (what === 'out' && before.registration.inside) this.keep(guest, goOut(before, step));
    else if (what === 'undo' && !problemOfUndo(before.presence, this.clock)) {
      this.keep(guest, takenBack(before));
    }
  }
}

const step = fc.record({
  guest: fc.nat(GUESTS - 1),
  what: fc.constantFrom<'in' | 'out' | 'undo'>('in', 'out', 'undo'),
  gate: fc.nat(3),
});

test('whoever goes in, out and back, every count equals the people that are there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const venue = new Venue();
      for (const each of steps) {
        venue.step(each);
        const { door, floor } = venue.shared;
        const inside = venue.guests.filter(({ registration }) => registration.inside);
        expect(door.inside).toBe(inside.length);
        expect(sum(floor.zones)).toBe(inside.length);
        expect(sum(floor.gates)).toBe(inside.length);
        for (const { id, inside: count } of floor.zones) {
          expect(count).toBe(inside.filter(({ presence }) => presence.place.zoneId === id).length);
        }
        for (const { id, inside: count } of floor.gates) {
          expect(count).toBe(inside.filter(({ presence }) => presence.place.gateId === id).length);
        }
        const came = venue.guests.filter(
          ({ registration }) => registration.enteredAtNs !== undefined,
        );
        expect(door.arrived).toBe(came.length);
      }
    }),
  );
});

test('taking a move back leaves no trace of it but the code that is used', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), step, (history, last) => {
      const venue = new Venue();
      for (const each of history) venue.step(each);
      const before = venue.at(last.guest);
      venue.step({ ...last, what: before.registration.inside ? 'out' : 'in' });
      venue.step({ ...last, what: 'undo' });
      const after = venue.at(last.guest);
      expect(after.registration).toEqual(before.registration);
      expect(after.presence.place).toEqual(before.presence.place);
      expect(after.door).toEqual(before.door);
      expect(sum(after.floor.zones)).toBe(sum(before.floor.zones));
    }),
  );
});

test('only the latest move is taken back, and only for ten minutes', () => {
  const venue = new Venue();
  venue.step({ guest: 0, what: 'in', gate: 1 });
  const { presence } = venue.at(0);
  expect(problemOfUndo(presence, 600_000_000_001n)).toBeUndefined();
  expect(problemOfUndo(presence, 600_000_000_002n)).toHaveProperty('UndoTooLate');
  venue.step({ guest: 0, what: 'undo', gate: 1 });
  expect(problemOfUndo(venue.at(0).presence, 1n)).toEqual({ NothingToUndo: null });
});

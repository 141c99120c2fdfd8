/** Scans, uploads of readers that were offline, and undo in any order: counts equal the people. */
import { emptyPlan, gateNamed } from '@qikcard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TokenRow } from '../rows.ts';
import { decide } from './check-in.ts';
import { doorwayOf, NOW, openDoor, registered, SECOND, scanOf, tokenOf } from './fixtures.ts';
import { problemOfUndo, takenBack, type Whereabouts } from './moves.ts';
import { newFloor, newPresence } from './presence.ts';

const GUESTS = 3;
const TOKENS = GUESTS * 4;
const GATES = ['North', 'South', 'Elsewhere'];
const plan = {
  ...emptyPlan,
  zones: [{ id: 1, name: 'Hall', capacity: [2] as [number] }],
  gates: [
    { id: 1, name: 'North', zone_id: 1 },
    { id: 2, name: 'South', zone_id: 0 },
  ],
};
const sum = (counts: { inside: number }[]) => counts.reduce((all, { inside }) => all + inside, 0);

/** A venue in memory that stores what `decide` says, as the canister does (visit.ts). */
class Venue {
  shared: Pick<Whereabouts, 'door' | 'floor'> = { door: openDoor, floor: newFloor };
  readonly guests = Array.from({ length: GUESTS }, () => ({
    registration: registered,
    presence: newPresence,
  }));
  readonly tokens: TokenRow[] = Array.from({ length: TOKENS }, (_, n) => {
    const purpose = n % 2 === 0 ? 'check_in' : 'check_out';
    return tokenOf({ purpose, subject: BigInt(n % GUESTS), n: n + 1 }).row;
  });
  private clock = NOW;

  scan(token: number, gate: string, offlineSeconds: number | undefined): void {
    this.clock += SECOND;
    const row = this.tokens[token];
    const direction = token % 2 === 0 ? { In: null } : { Out: null };
    const doorway = doorwayOf(row, {
      nowNs: this.clock,
      door: () => this.shared.door,
      floor: () => this.shared.floor,
      plan: () => plan,
      registration: (id) => this.guests[Number(id)].registration,
      presence: () => this.guests[token % GUESTS].presence,
    });
    const decided = this.clock - BigInt(offlineSeconds ?? 0) * SECOND;
    const offline = { passed: true, decided_at_ns: decided, reader_now_ns: this.clock };
    const asked = scanOf(row.issued, {
      ...{ direction, gate, captured_at_ns: 0n },
      offline: offlineSeconds === undefined ? [] : [offline],
    });
    const decision = decide(asked, doorway);
    if (decision.kind !== 'passed') return;
    if (decision.spends) {
      const used = { atNs: decision.atNs, gate, device: registered.holder };
      this.tokens[token] = { ...row, used };
    }
    // A guest who was counted before is not counted again, whatever a reader says.
    if (decision.flagged && !decision.flagged.counted) return;
    this.keep(Number(decision.registrationId), decision);
  }

  undo(guest: number): void {
    const now = { ...this.guests[guest], ...this.shared };
    if (!problemOfUndo(now.presence, this.clock)) this.keep(guest, takenBack(now));
  }

  private keep(guest: number, { registration, presence, door, floor }: Whereabouts): void {
    this.guests[guest] = { registration, presence };
    this.shared = { door, floor };
  }
}

const step = fc.oneof(
  fc.record({
    token: fc.nat(TOKENS - 1),
    gate: fc.constantFrom(...GATES),
    offline: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  }),
  fc.record({ undo: fc.nat(GUESTS - 1) }),
);

test('whoever comes, goes, is uploaded late or taken back: every count is of people who are there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const venue = new Venue();
      for (const each of steps) {
        if ('undo' in each) venue.undo(each.undo);
        else venue.scan(each.token, each.gate, each.offline);
        const { door, floor } = venue.shared;
        const inside = venue.guests.filter(({ registration }) => registration.inside);
        expect(door.inside).toBe(inside.length);
        expect(sum(floor.zones)).toBe(inside.length);
        expect(sum(floor.gates)).toBe(inside.length);
        for (const name of GATES) {
          const { id } = gateNamed(plan, name);
          const here = inside.filter(({ presence }) => presence.place.gateId === id).length;
          expect(floor.gates.find((gate) => gate.id === id)?.inside ?? 0).toBe(here);
        }
        const came = venue.guests.filter(
          ({ registration }) => registration.enteredAtNs !== undefined,
        );
        expect(door.arrived).toBe(came.length);
      }
    }),
    { numRuns: 300 },
  );
});

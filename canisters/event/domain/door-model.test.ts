import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventDoor, RegistrationRow, TokenRow } from '../rows.ts';
import { decide } from './check-in.ts';
import { doorwayOf, NOW, openDoor, registered, scanOf, tokenOf } from './fixtures.ts';

const GUESTS = 3;
const TOKENS_EACH = 3;

/** A venue in memory that stores what `decide` says, as the canister does. */
class Venue {
  door: EventDoor = { ...openDoor, registered: GUESTS };
  readonly guests: RegistrationRow[] = Array.from({ length: GUESTS }, () => registered);
  readonly tokens: TokenRow[] = [];
  readonly admittedBy = new Map<number, number>();

  constructor() {
    for (let n = 0; n < GUESTS * TOKENS_EACH * 2; n++) {
      const purpose = n % 2 === 0 ? 'check_in' : 'check_out';
      this.tokens.push(tokenOf({ purpose, subject: BigInt(n % GUESTS), n: n + 1 }).row);
    }
  }

  scan(token: number, entering: boolean): void {
    const doorway = doorwayOf(this.tokens[token], {
      door: () => this.door,
      registration: (id) => this.guests[Number(id)],
    });
    const direction = entering ? { In: null } : { Out: null };
    const decision = decide(scanOf(this.tokens[token].issued, { direction }), doorway);
    if (decision.kind !== 'passed') return;
    this.guests[Number(decision.registrationId)] = decision.registration;
    this.door = decision.door;
    const used = { atNs: NOW, gate: '', device: registered.holder };
    if (!decision.spends || !('token' in decision.spends))
      throw new Error('admitted without a token');
    this.tokens[token] = { ...decision.spends.token.row, used };
    this.admittedBy.set(token, (this.admittedBy.get(token) ?? 0) + 1);
  }

  revoke(token: number): void {
    const row = this.tokens[token];
    if (!row.used) this.tokens[token] = { ...row, revokedAtNs: NOW };
  }
}

test('whatever is scanned in whatever order, counters are exact and every token passes once', () => {
  const step = fc.record({
    token: fc.nat(GUESTS * TOKENS_EACH * 2 - 1),
    entering: fc.boolean(),
    revoke: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const venue = new Venue();
      for (const { token, entering, revoke } of steps) {
        if (revoke) venue.revoke(token);
        venue.scan(token, entering);
        expect(venue.door.inside).toBe(venue.guests.filter(({ inside }) => inside).length);
        const arrived = venue.guests.filter(({ enteredAtNs }) => enteredAtNs !== undefined);
        expect(venue.door.arrived).toBe(arrived.length);
        expect([...venue.admittedBy.values()].every((times) => times === 1)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

/** Whatever happens in a store in whatever order, it is as a plain list of who has what says. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { addThing, HOUR_SECONDS, lendingScan, ownedBy, usualTerms } from '../support/things.ts';

let deployment: Deployment;
let runs = 0;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const HOUR_NS = BigInt(HOUR_SECONDS) * 1_000_000_000n;
const MINUTE_NS = HOUR_NS / 60n;
const QUANTITY = 2;
const PEOPLE = 3;
const NO_SHOW_NS = HOUR_NS;

type Step =
  | { do: 'lend' | 'bring' | 'extend' | 'cancel'; who: number }
  | { do: 'reserve'; who: number; inHours: number; hours: number }
  | { do: 'wait'; minutes: number }
  | { do: 'upgrade' }
  | { do: 'audit'; seen: number };

const who = fc.nat(PEOPLE - 1);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('lend' as const), who }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('bring' as const), who }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('extend' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), who }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('reserve' as const),
        who,
        inHours: fc.integer({ min: 1, max: 6 }),
        hours: fc.integer({ min: 1, max: 2 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        minutes: fc.constantFrom(10, 50, 130),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'upgrade' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('audit' as const), seen: fc.nat(QUANTITY) }),
    },
  ),
  { minLength: 12, maxLength: 30 },
);

/** A call is executed a moment after the time that was asked for. */
const now = async () => (await deployment.nowNs()) + 1_000_000_000n;

/** Who has what, as somebody with a sheet of paper would keep it. */
type Loan = { id: bigint; who: number; fromNs: bigint; dueNs: bigint; extended: boolean };
type Reservation = { id: bigint; who: number; fromNs: bigint; untilNs: bigint };
type Sheet = { loans: Loan[]; reservations: Reservation[] };

/** Units taken in a span, its busiest moment: what is overdue stays out until it is back. */
function taken(sheet: Sheet, fromNs: bigint, untilNs: bigint, nowNs: bigint): number {
  const spans = [
    ...sheet.loans.map(({ fromNs: start, dueNs }) => ({
      start,
      end: dueNs <= nowNs ? nowNs + 1n : dueNs,
    })),
    ...sheet.reservations.map((each) => ({ start: each.fromNs, end: each.untilNs })),
  ].filter(({ start, end }) => start < untilNs && end > fromNs);
  const moments = spans.map(({ start }) => (start > fromNs ? start : fromNs));
  return Math.max(
    0,
    ...moments.map((at) => spans.filter(({ start, end }) => start <= at && at < end).length),
  );
}

/** Reservations end by themselves when nobody comes. */
const goOn = (sheet: Sheet, nowNs: bigint): void => {
  sheet.reservations = sheet.reservations.filter(({ fromNs, untilNs }) => {
    const noShow = fromNs + NO_SHOW_NS;
    return nowNs < (noShow < untilNs ? noShow : untilNs);
  });
};

test('a store over random days, with upgrades between, is what its sheet of paper says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const run = ++runs;
      // The history before may have ended with an upgrade: keys are drawn a moment after it.
      await deployment.pass(1);
      const owner = person(`owner of history ${run}`);
      const borrowers = people(`borrower of history ${run} no`, PEOPLE);
      const thing = await addThing(deployment, owner, {
        quantity: QUANTITY,
        terms: { ...usualTerms, per_person_max: QUANTITY },
      });
      const sheet: Sheet = { loans: [], reservations: [] };
      const desk = deployment.as(owner).event;
      for (const step of history) {
        await deployment.pass(7);
        const nowNs = await now();
        goOn(sheet, nowNs);
        await doStep(step, nowNs);
        await check(await now());
      }

      async function doStep(step: Step, nowNs: bigint): Promise<void> {
        if (step.do === 'wait') return deployment.pass(step.minutes * 60);
        if (step.do === 'upgrade') return deployment.upgrade('event');
        if (step.do === 'audit') return audit(step.seen);
        const me = deployment.as(borrowers[step.who]).event;
        const mine = sheet.loans.find((loan) => loan.who === step.who);
        if (step.do === 'lend') {
          const verdict = await desk.check_out_resource(
            lendingScan({ resource_id: thing.id, borrower: [borrowers[step.who].principal] }),
          );
          if (!('Lent' in verdict)) {
            // Refused only where not even the next minute is free.
            const others = {
              ...sheet,
              reservations: sheet.reservations.filter(({ who }) => who !== step.who),
            };
            const full = taken(others, nowNs, nowNs + MINUTE_NS, nowNs) >= QUANTITY;
            const many = sheet.loans.filter(({ who }) => who === step.who).length >= QUANTITY;
            expect({ full: full || many, refused: Object.keys(verdict)[0] }).toEqual({
              full: true,
              refused: 'Refused',
            });
            return;
          }
          const { id, borrowed_at_ns: fromNs, due_at_ns: dueNs, reservation_id } = verdict.Lent;
          sheet.reservations = sheet.reservations.filter((each) => each.id !== reservation_id[0]);
          expect(taken(sheet, fromNs, dueNs, nowNs)).toBeLessThan(QUANTITY);
          sheet.loans.push({ id, who: step.who, fromNs, dueNs, extended: false });
        }
        if (step.do === 'bring' && mine) {
          const scan = lendingScan({ resource_id: thing.id, loan_id: [mine.id] });
          expect(await desk.check_in_resource(scan)).toHaveProperty('Returned');
          sheet.loans = sheet.loans.filter(({ id }) => id !== mine.id);
        }
        if (step.do === 'extend' && mine) {
          const dueNs = mine.dueNs + HOUR_NS;
          const rest = { ...sheet, loans: sheet.loans.filter(({ id }) => id !== mine.id) };
          const fits = taken(rest, nowNs, dueNs, nowNs) < QUANTITY;
          const may = fits && !mine.extended && mine.dueNs > nowNs;
          const answer = await me.extend_loan({ loan_id: mine.id, due_at_ns: dueNs });
          expect('Ok' in answer).toBe(may);
          if (may) Object.assign(mine, { dueNs, extended: true });
        }
        if (step.do === 'reserve') {
          const fromNs = nowNs + BigInt(step.inHours) * HOUR_NS;
          const untilNs = fromNs + BigInt(step.hours) * HOUR_NS;
          const fits = taken(sheet, fromNs, untilNs, nowNs) < QUANTITY;
          const wish = { resource_id: thing.id, count: 1, from_ns: fromNs, until_ns: untilNs };
          const answer = await me.reserve_resource(wish);
          if ('Ok' in answer) {
            expect(fits).toBe(true);
            sheet.reservations.push({ id: answer.Ok.id, who: step.who, fromNs, untilNs });
          } else if (fits) {
            // Free, and still refused: only what one person may have stands against it.
            expect(answer.Err).toHaveProperty('LimitReached');
          }
        }
        const reserved = sheet.reservations.find(({ who }) => who === step.who);
        if (step.do === 'cancel' && reserved) {
          granted(await me.cancel_reservation(reserved.id));
          sheet.reservations = sheet.reservations.filter(({ id }) => id !== reserved.id);
        }
      }

      /** A stock audit expects what is not out. */
      async function audit(seen: number): Promise<void> {
        const { id } = granted(await desk.start_stock_audit(ownedBy(owner)));
        for (let n = 0; n < seen; n++) {
          granted(
            await desk.stock_audit_scan({
              audit_id: id,
              scan_id: lendingScan().scan_id,
              label: thing.label[0] ?? '',
              count: 1,
              condition: [],
            }),
          );
        }
        expect(granted(await desk.finish_stock_audit(id))).toMatchObject({
          expected: QUANTITY - sheet.loans.length,
          seen,
        });
      }

      async function check(nowNs: bigint): Promise<void> {
        goOn(sheet, nowNs);
        const { available } = granted(await desk.get_resource(thing.id));
        // What is overdue may be promised to the next one: more than there is, and then none is free.
        const free = QUANTITY - taken(sheet, nowNs, nowNs + 1n, nowNs);
        expect(available).toBe(Math.max(0, free));
        const open = granted(
          await desk.loans_of_owner([], 50, ownedBy(owner), { Open: null }),
        ).loans;
        expect(open.map(({ id }) => id).sort()).toEqual(sheet.loans.map(({ id }) => id).sort());
        const overdue = open.filter((loan) => loan.overdue).map(({ id }) => id);
        const late = sheet.loans.filter(({ dueNs }) => dueNs <= nowNs - 60n * 1_000_000_000n);
        expect(overdue).toEqual(expect.arrayContaining(late.map(({ id }) => id)));
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 600_000);

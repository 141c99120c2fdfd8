/** Whatever happened at several events, their archives say what a plain list of it says. */
import { ARCHIVE_AFTER_DAYS, type Registration, VISITS_PER_PAGE } from '@qikcard/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent } from '../support/doors.ts';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const mine = () => deployment.as(organizer).event;
let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

type Step = { do: 'in' | 'out' | 'undo' | 'revoke'; guest: number } | { do: 'wait' };
type History = { guests: number; steps: Step[] };

const weights = { in: 5, out: 4, undo: 2, revoke: 1 } as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(weights).map(([what, weight]) => ({
    weight,
    // Few of many, so that the same one comes again; of the second page too.
    arbitrary: fc.record({ do: fc.constant(what as 'in'), guest: fc.nat(5) }),
  })),
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
);
const histories = fc.array(
  fc.record({
    guests: fc.constantFrom(1, 3, VISITS_PER_PAGE, VISITS_PER_PAGE + 4),
    steps: fc.array(step, { minLength: 4, maxLength: 25 }),
  }),
  { minLength: 2, maxLength: 3 },
);
/** After how many seconds of condensing the canister is upgraded. */
const upgrades = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 });

type Stay = { inside: boolean; entries: number; lastEntry?: bigint; lastExit?: bigint };
/** A guest as somebody with a clipboard would keep them. */
type Guest = { id: bigint; stay: Stay; before?: Stay; movedIn?: boolean; revoked: boolean };

class Clipboard {
  entered = 0n;
  left = 0n;
  refused = 0n;
  readonly guests: Guest[];

  constructor(rows: Registration[]) {
    const fresh = { inside: false, entries: 0 };
    this.guests = rows.map(({ id }) => ({ id, stay: fresh, revoked: false }));
  }

  async follow(each: Step): Promise<void> {
    if (each.do === 'wait') return deployment.pass(700);
    const guest = this.guests.at(-1 - (each.guest % this.guests.length)) as Guest;
    if (each.do === 'revoke') {
      granted(await mine().revoke_registration(guest.id));
      guest.revoked = true;
    } else if (each.do === 'undo') await this.undo(guest);
    else await this.move(guest, each.do === 'in');
  }

  private async move(guest: Guest, entering: boolean): Promise<void> {
    const verdict = await mine().move_by_hand({
      registration_id: guest.id,
      direction: entering ? { In: null } : ({ Out: null } as never),
      list_id: [],
      gate: 'North',
      reason: 'Phone is empty',
      override_rules: true,
    });
    const passes = guest.stay.inside !== entering && (!guest.revoked || !entering);
    if (!passes) {
      expect(verdict).toHaveProperty('Refused');
      this.refused++;
      return;
    }
    const passage = Object.values(verdict)[0];
    expect(passage.registration_id).toBe(guest.id);
    guest.before = guest.stay;
    guest.movedIn = entering;
    guest.stay = entering
      ? { ...guest.stay, inside: true, entries: guest.stay.entries + 1, lastEntry: passage.at_ns }
      : { ...guest.stay, inside: false, lastExit: passage.at_ns };
    if (entering) this.entered++;
    else this.left++;
  }

  private async undo(guest: Guest): Promise<void> {
    const answer = await mine().undo_move(guest.id, 'Wrong guest');
    if ('Err' in answer) {
      if (guest.before) expect(answer.Err).toHaveProperty('UndoTooLate');
      else expect(answer.Err).toEqual({ NothingToUndo: null });
      return;
    }
    if (!guest.before) throw new Error('nothing was to be taken back');
    if (guest.movedIn) this.entered--;
    else this.left--;
    guest.stay = guest.before;
    guest.before = undefined;
  }

  get counts() {
    const valid = this.guests.filter(({ revoked }) => !revoked).length;
    const arrived = this.guests.filter(({ stay }) => stay.entries > 0).length;
    const { entered, left, refused } = this;
    return { registered: valid, arrived, entered, left, refused };
  }
}

const rowsOf = async (id: bigint) =>
  granted(await mine().attendees({ event_id: id, cursor: [], limit: 500 })).rows;

async function happened({ guests, steps }: History): Promise<{ id: bigint; list: Clipboard }> {
  const { id } = await publishEvent(deployment);
  const rows = Array.from({ length: guests }, (_, n) => ({
    row_key: Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 0)),
    display_name: `Guest ${n}`,
    ticket_type: 0,
    note: '',
    attention: '',
    holder: [] as [],
  }));
  granted(await mine().add_guests({ event_id: id, rows, claim_codes: false }));
  const list = new Clipboard(await rowsOf(id));
  for (const each of steps) await list.follow(each);
  return { id, list };
}

/** All pages, the last one empty. */
async function visitsOf(id: bigint) {
  for (const visits = [], page = { event_id: id, page: 0 }; ; page.page++) {
    const more = granted(await mine().archived_visits(page));
    if (more.length === 0) return visits;
    visits.push(...more);
  }
}

const condensed = async (id: bigint) =>
  'Condensed' in granted(await mine().event_archive(id)).state;

test('random events that are archived together, with upgrades in between, lose nothing of what they keep', async () => {
  await fc.assert(
    fc.asyncProperty(histories, upgrades, async (all, upgradeAfter) => {
      const events = [];
      for (const history of all) events.push(await happened(history));
      await deployment.pass(8 * HOUR_SECONDS);
      for (const { id } of events) granted(await mine().archive_event(id));
      const rows = await Promise.all(events.map(({ id }) => rowsOf(id)));
      await deployment.pass((ARCHIVE_AFTER_DAYS + 1) * DAY_SECONDS);
      for (const seconds of upgradeAfter) {
        await deployment.pass(seconds);
        await deployment.upgrade('event');
      }
      for (const { id } of events) while (!(await condensed(id))) await deployment.pass(5);
      for (const [n, { id, list }] of events.entries()) {
        expect(granted(await mine().event_archive(id))).toMatchObject(list.counts);
        expect(await visitsOf(id)).toEqual(
          list.guests.map(({ id: registration_id, stay }) => ({
            registration_id,
            entries: stay.entries,
            last_entry_ns: stay.lastEntry === undefined ? [] : [stay.lastEntry],
            last_exit_ns: stay.lastExit === undefined ? [] : [stay.lastExit],
          })),
        );
        expect(await rowsOf(id)).toEqual(rows[n]);
        expect(granted(await mine().scan_log(id, { All: null }, [], 10)).entries).toEqual([]);
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 600_000);

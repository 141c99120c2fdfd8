/**
 * All receivers of what happens at the doors are stopped during a thousand scans, in and out twice,
 * then each alone for fewer: the doors do not notice, and afterwards every effect is there exactly
 * once.
 */
import type { CanisterName, Registration } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent, scanOf } from '../support/doors.ts';
import { type Person, people } from '../support/people.ts';

const RECEIVERS = ['nft', 'profile', 'analytics', 'wallet'] as const;
const MANY = 250;
const SOME = 25;
/** The ways everybody goes. */
const WAYS = ['In', 'Out', 'In', 'Out'] as const;
const PER_BATCH = 25;
const REWARD = 1_000n;
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

type Guest = { who: Person; registration: Registration };
type Deferred<R> = () => Promise<R>;

/** Answers of calls that are under way together, some at a time. */
async function together<T, R>(items: T[], call: (item: T) => Promise<Deferred<R>>): Promise<R[]> {
  const answers: R[] = [];
  for (let i = 0; i < items.length; i += PER_BATCH) {
    const asked = await Promise.all(items.slice(i, i + PER_BATCH).map(call));
    answers.push(...(await Promise.all(asked.map((answer) => answer()))));
    await deployment.pass(1);
  }
  return answers;
}

async function registered(eventId: bigint, names: string, count: number): Promise<Guest[]> {
  const guests = people(names, count);
  const joined = await together(guests, (who) =>
    deployment.deferredEvent(who).join_event(eventId, who.name),
  );
  const places = joined.map((answer) => granted(answer));
  return guests.map((who, i) => ({ who, registration: places[i] }));
}

/** Everybody shows a code for this way. */
async function tokensOf(guests: Guest[], way: (typeof WAYS)[number]): Promise<Uint8Array[]> {
  const purpose = way === 'In' ? { check_in: null } : { check_out: null };
  const issued = await together(guests, ({ who, registration }) =>
    deployment.deferredEvent(who).issue_token({ registration_id: registration.id, purpose }),
  );
  return issued.map((answer) => Uint8Array.from(granted(answer).token));
}

const control = async (name: CanisterName, what: 'startCanister' | 'stopCanister') =>
  deployment.pic[what]({ canisterId: deployment.ids[name] as never });

async function delivered(): Promise<void> {
  // Retries wait longer and longer, up to ten minutes.
  for (let i = 0; i < 40; i++) {
    await deployment.pass(60);
    const lanes = await Promise.all(
      (['event', 'nft'] as const).map((name) => deployment.as(admin)[name].outbox_status()),
    );
    if (lanes.flat().every(({ backlog }) => backlog === 0n)) return;
  }
  throw new Error('facts did not arrive');
}

const LONG_MS = 600_000;
const cases: [string, number, readonly CanisterName[]][] = [
  ['all of them', MANY, RECEIVERS],
  ...RECEIVERS.map((name): [string, number, CanisterName[]] => [name, SOME, [name]]),
];

test.each(cases)(
  '%s stopped while %i guests go in and out twice: nothing is missed',
  { timeout: LONG_MS },
  async (names, count, stopped) => {
    const { id: eventId } = await publishEvent(deployment, { name: `Without ${names}` });
    await deployment.settle();
    const design = {
      ...{ name: names, description: 'Was there.', soulbound: true, reward_e8s: REWARD },
      ...{ criterion: { Attended: { event_id: eventId } }, supply: [count] as [number] },
      ...{ season: '2026', hue: 240, royalty_basis_points: [] as [] },
    };
    const made = granted(await deployment.as(organizer).nft.create_achievement(design));
    const guests = await registered(eventId, names, count);
    await delivered();

    for (const name of stopped) await control(name, 'stopCanister');
    const { event } = deployment.as(organizer);
    for (const way of WAYS) {
      const tokens = await tokensOf(guests, way);
      const direction = way === 'In' ? { In: null } : { Out: null };
      for (let i = 0; i < count; i += PER_BATCH) {
        const scans = tokens
          .slice(i, i + PER_BATCH)
          .map((token) => scanOf(eventId, token, { direction }));
        const verdicts = granted(await event.submit_scans(scans)).map(({ verdict }) => verdict);
        expect(verdicts.filter((verdict) => 'Refused' in verdict)).toEqual([]);
        await deployment.pass(1);
      }
    }
    for (const name of stopped) await control(name, 'startCanister');
    await delivered();

    const [counts] = await deployment.as(organizer).analytics.event_counts(eventId);
    const all = BigInt(count);
    const moves = { checked_in: 2n * all, checked_out: 2n * all };
    expect(counts).toMatchObject({ registered: all, ...moves });
    const { minted } = granted(await deployment.as(organizer).nft.get_achievement(made.id));
    expect(minted).toBe(count);
    for (const { who } of guests) {
      const own = deployment.as(who);
      const account = accountOf(who.principal);
      expect(await own.nft.icrc7_tokens_of(account, [], [])).toHaveLength(1);
      expect(await own.wallet.icrc1_balance_of(account)).toBe(REWARD);
      const { rows } = granted(await own.profile.attendance_history(who.principal, [], 5));
      expect(rows).toMatchObject([{ event_id: eventId, entries: 2, inside: false }]);
    }
  },
);

/**
 * Each receiver of what happens at the doors is stopped while a thousand guests go in: the doors do
 * not notice, and afterwards every effect is there exactly once.
 */
import type { CanisterName, Registration } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent, scanOf } from '../support/doors.ts';
import { type Person, people } from '../support/people.ts';

const RECEIVERS = ['nft', 'profile', 'analytics', 'wallet'] as const;
const GUESTS = 250;
const PER_BATCH = 25;
const REWARD = 1_000n;
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

type Guest = { who: Person; registration: Registration; token: Uint8Array };
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

async function registered(eventId: bigint, names: string): Promise<Guest[]> {
  const guests = people(names, GUESTS);
  const joined = await together(guests, (who) =>
    deployment.deferredEvent(who).join_event(eventId, who.name),
  );
  const places = joined.map((answer) => granted(answer));
  const tokens = await together(places, (place) => {
    const who = guests[places.indexOf(place)];
    const request = { registration_id: place.id, purpose: { check_in: null } } as const;
    return deployment.deferredEvent(who).issue_token(request);
  });
  return guests.map((who, i) => {
    const token = Uint8Array.from(granted(tokens[i]).token);
    return { who, registration: places[i], token };
  });
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
test.each(RECEIVERS)(
  '%s stopped while guests go in misses nothing',
  { timeout: LONG_MS },
  async (stopped) => {
    const { id: eventId } = await publishEvent(deployment, { name: `Without ${stopped}` });
    await deployment.settle();
    const design = {
      ...{ name: stopped, description: 'Was there.', soulbound: true, reward_e8s: REWARD },
      ...{ criterion: { Attended: { event_id: eventId } }, supply: [GUESTS] as [number] },
      ...{ season: '2026', hue: 240, royalty_basis_points: [] as [] },
    };
    const made = granted(await deployment.as(organizer).nft.create_achievement(design));
    const guests = await registered(eventId, stopped);
    await delivered();

    await control(stopped, 'stopCanister');
    const { event } = deployment.as(organizer);
    for (let i = 0; i < GUESTS; i += PER_BATCH) {
      const scans = guests.slice(i, i + PER_BATCH).map(({ token }) => scanOf(eventId, token));
      const outcomes = granted(await event.submit_scans(scans));
      expect(outcomes.every(({ verdict }) => 'Admitted' in verdict)).toBe(true);
      await deployment.pass(1);
    }
    await control(stopped, 'startCanister');
    await delivered();

    const [counts] = await deployment.as(organizer).analytics.event_counts(eventId);
    expect(counts).toMatchObject({ registered: BigInt(GUESTS), checked_in: BigInt(GUESTS) });
    const { minted } = granted(await deployment.as(organizer).nft.get_achievement(made.id));
    expect(minted).toBe(GUESTS);
    for (const { who } of guests) {
      const own = deployment.as(who);
      const account = accountOf(who.principal);
      expect(await own.nft.icrc7_tokens_of(account, [], [])).toHaveLength(1);
      expect(await own.wallet.icrc1_balance_of(account)).toBe(REWARD);
      const { rows } = granted(await own.profile.attendance_history(who.principal, [], 5));
      expect(rows).toMatchObject([{ event_id: eventId, entries: 1, inside: true }]);
    }
  },
);

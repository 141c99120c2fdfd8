/** A move that was taken back counts nowhere, and the entry that follows counts once, everywhere. */
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { person } from '../support/people.ts';

const ada = person('Ada');
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  granted(await deployment.as(ada).auth.register({ display_name: ada.name }));
  await deployment.settle();
  granted(await deployment.as(ada).profile.set_username('ada'));
  const { nft } = deployment.as(admin);
  for (const events of [1, 2]) {
    granted(
      await nft.create_achievement({
        ...{ name: `${events} events`, description: 'Was there.', soulbound: true, reward_e8s: 0n },
        ...{
          criterion: { Attendance: { events } },
          supply: [],
          season: '2026',
          hue: 240,
          royalty_basis_points: [] as [],
        },
      }),
    );
  }
});
afterAll(() => deployment?.stop());

/** What every canister says about Ada and the event. */
async function counted(eventId: bigint) {
  await deployment.settle();
  const own = deployment.as(ada);
  const history = granted(await own.profile.attendance_history(ada.principal, [], 10));
  const row = history.rows.find(({ event_id: id }) => id === eventId);
  const shown = granted(await own.profile.achievements(ada.principal, [], 10));
  const profile = granted(await own.profile.get_profile(ada.principal));
  const reputation = granted(await own.profile.reputation(ada.principal));
  const [counts] = await deployment.as(organizer).analytics.event_counts(eventId);
  return {
    entries: row?.entries,
    inside: row?.inside,
    points: reputation.points,
    checkedIn: counts?.checked_in,
    shown: [shown.rows.length, ...profile.achievements],
    badges: (await own.nft.icrc7_tokens_of(accountOf(ada.principal), [], [])).length,
  };
}

test('an undone entry is no entry in profile, reputation, badges and analytics', async () => {
  const { id: eventId } = await publishEvent(deployment);
  const place = await join(deployment, eventId, ada);
  const { event } = deployment.as(organizer);
  const enter = async () => event.check_in(scanOf(eventId, await tokenOf(deployment, ada, place)));
  const before = await counted(eventId);
  for (let i = 0; i < 3; i++) {
    expect(await enter()).toHaveProperty('Admitted');
    granted(await event.undo_move(place.id, 'Wrong person'));
    expect(await counted(eventId)).toEqual({
      ...{ entries: 0, inside: false, points: before.points, checkedIn: 0n, badges: 0 },
      shown: [0, 0],
    });
  }
  expect(await enter()).toHaveProperty('Admitted');
  const after = await counted(eventId);
  // Once: three undone entries make no second event.
  expect(after).toMatchObject({ entries: 1, inside: true, checkedIn: 1n, badges: 1 });
  expect(after.points).toBe(before.points + 100);
});

test('an undone exit puts the guest back inside', async () => {
  const { id: eventId } = await publishEvent(deployment);
  const place = await join(deployment, eventId, ada);
  const { event } = deployment.as(organizer);
  const token = await tokenOf(deployment, ada, place);
  expect(await event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  const out = await tokenOf(deployment, ada, place, 'check_out');
  expect(await event.check_out(scanOf(eventId, out))).toHaveProperty('CheckedOut');
  expect(await counted(eventId)).toMatchObject({ entries: 1, inside: false });
  granted(await event.undo_move(place.id, 'Came back for a coat'));
  expect(await counted(eventId)).toMatchObject({ entries: 1, inside: true, badges: 2 });
});

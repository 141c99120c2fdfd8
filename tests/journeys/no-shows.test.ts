/** Who never came loses reputation for it, once; who came, who cancelled and who is unknown do not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { picIdOf } from '../support/operator.ts';
import { people, person } from '../support/people.ts';

const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map(person);
const reader = person('reader');
/** More than one step looks at. */
const crowd = people('absent', 60);
const DAY_SECONDS = 86_400;
const LONGEST_WAIT_SECONDS = 62;

let deployment: Deployment;
let eventId: bigint;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, ben, cleo, ...crowd]) {
    await deployment.as(who).auth.register({ display_name: who.name });
  }
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  const place = await join(deployment, eventId, ada);
  for (const who of [ben, ...crowd]) await join(deployment, eventId, who);
  const { id } = await join(deployment, eventId, cleo);
  granted(await deployment.as(cleo).event.cancel_registration(id));
  const token = await tokenOf(deployment, ada, place);
  const entered = await deployment.as(reader).event.check_in(scanOf(eventId, token));
  expect(entered).toHaveProperty('Admitted');
  await deployment.settle();
});
afterAll(() => deployment?.stop());

async function deedsOf(who: typeof ada): Promise<string[]> {
  const { explained } = granted(await deployment.as(who).profile.reputation(who.principal));
  return explained.map(({ kind: [kind] }) => Object.keys(kind ?? {})[0]);
}
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) await deployment.pass(1);
}

test('nobody is a no-show while readers may still upload who came', async () => {
  await deployment.pass(DAY_SECONDS);
  await seconds(5);
  expect(await deedsOf(ben)).toEqual([]);
});

test('a day after the end it is said once, over an upgrade and a profile that was away', async () => {
  await deployment.pic.stopCanister({ canisterId: picIdOf(deployment, 'profile') });
  await deployment.pass(7 * 3_600);
  await seconds(2);
  await deployment.upgrade('event');
  await seconds(3);
  await deployment.pic.startCanister({ canisterId: picIdOf(deployment, 'profile') });
  await seconds(LONGEST_WAIT_SECONDS);
  for (const who of [ben, crowd[0], crowd[59]]) expect(await deedsOf(who)).toEqual(['NoShow']);
  expect(await deedsOf(ada)).toEqual(['Attended']);
  expect(await deedsOf(cleo)).toEqual([]);
  await deployment.pass(3 * DAY_SECONDS);
  await seconds(5);
  for (const who of [ben, crowd[0], crowd[59]]) expect(await deedsOf(who)).toEqual(['NoShow']);
});

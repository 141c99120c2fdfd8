/** Who gives all roles away gives their events away, too, whatever happens to the canisters meanwhile. */
import { TRANSFER_WAIT_SECONDS } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent } from '../support/doors.ts';
import { draftOf } from '../support/events.ts';
import { picIdOf } from '../support/operator.ts';
import { person } from '../support/people.ts';

const heir = person('heir');
const other = person('other organizer');
/** More than one step of the event canister moves. */
const EVENTS = 24;
const LONGEST_WAIT_SECONDS = 62;

let deployment: Deployment;
const ids: bigint[] = [];
let draftId: bigint;
let helpedId: bigint;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const who of [organizer, heir, other]) {
    await deployment.as(who).auth.register({ display_name: who.name });
  }
  for (const who of [organizer, other]) await deployment.grant(who, 'organizer');
  for (let i = 0; i < EVENTS; i++) ids.push((await publishEvent(deployment)).id);
  draftId = granted(await event(organizer).create_event(await draftOf(deployment))).id;
  helpedId = (await publishEvent(deployment, {}, other)).id;
  const member = { event_id: helpedId, member: organizer.principal, role: { Staff: null } };
  granted(await event(other).name_team_member(member));
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const event = (who: typeof heir) => deployment.as(who).event;
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) await deployment.pass(1);
}

test('all events, drafts and helping hands arrive, over a stopped canister and an upgrade', async () => {
  const { auth } = deployment.as(organizer);
  const request = { from: organizer.principal, to: heir.principal, event_id: [] as [] };
  const { number } = granted(await auth.request_transfer(request));
  await deployment.pass(TRANSFER_WAIT_SECONDS);
  await deployment.pic.stopCanister({ canisterId: picIdOf(deployment, 'event') });
  granted(await deployment.as(heir).auth.complete_transfer(number));
  await seconds(3);
  await deployment.pic.startCanister({ canisterId: picIdOf(deployment, 'event') });
  await deployment.upgrade('event');
  await seconds(LONGEST_WAIT_SECONDS);
  for (const id of [...ids, draftId]) {
    const view = granted(await event(heir).get_event(id));
    expect(view.organizer.toText()).toBe(heir.principal.toText());
    expect(await event(organizer).live_board(id)).toEqual({ Err: { Forbidden: null } });
  }
  granted(await event(heir).live_board(helpedId));
  expect(await event(organizer).live_board(helpedId)).toEqual({ Err: { Forbidden: null } });
  const members = granted(await event(other).team(helpedId));
  expect(members.map(({ member }) => member.toText()).join()).toContain(heir.principal.toText());
  expect(members.map(({ member }) => member.toText()).join()).not.toContain(
    organizer.principal.toText(),
  );
});

test('the new organizer publishes the draft; the one before cannot even see it', async () => {
  expect(await event(organizer).publish_event(draftId)).toHaveProperty('Err');
  granted(await event(heir).publish_event(draftId));
});

test('what others run stays theirs', async () => {
  const view = granted(await event(heir).get_event(helpedId));
  expect(view.organizer.toText()).toBe(other.principal.toText());
});

/** The bound of docs/decisions/050 holds while hundreds of facts are under way, too. */
import { authApi, type CanisterName, canisterNames, service } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent } from '../support/doors.ts';
import { type Person, people, person } from '../support/people.ts';

/** What the decision states for canisters that run. */
const STATED_SECONDS = 5;
/** Each leaves two facts of auth and two of event: many batches for every receiver. */
const GUESTS = 400;

const sam = person('Sam');
let deployment: Deployment;
let eventId: bigint;
beforeAll(async () => {
  deployment = await Deployment.start();
  granted(await deployment.as(sam).auth.register({ display_name: 'Sam' }));
  await deployment.grant(sam, 'admin');
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
});
afterAll(() => deployment?.stop());

type Sent = () => Promise<unknown>;
type Deferred = {
  setPrincipal(principal: Person['principal']): void;
  register(request: { display_name: string }): Promise<Sent>;
  set_suspended(who: Person['principal'], suspended: boolean): Promise<Sent>;
  join_event(id: bigint, name: string): Promise<Sent>;
};

const isRefused = async (name: CanisterName) =>
  'Err' in (await deployment.as(sam)[name].audit_page(0n, 1));
const waiting = async () => {
  const lanes = await Promise.all(
    (['auth', 'event'] as const).map((name) => deployment.as(admin)[name].outbox_status()),
  );
  return lanes.flat().reduce((sum, lane) => sum + Number(lane.backlog), 0);
};

test('a suspended person is refused everywhere within five seconds while facts pile up', async () => {
  const { pic, ids } = deployment;
  const factory = () => service(authApi) as never;
  const auth = pic.createDeferredActor(factory, ids.auth as never) as unknown as Deferred;
  const event = deployment.deferredEvent(admin) as unknown as Deferred;
  const sent: Sent[] = [];
  for (const guest of people('busy', GUESTS)) {
    auth.setPrincipal(guest.principal);
    sent.push(await auth.register({ display_name: guest.name }));
    event.setPrincipal(guest.principal);
    sent.push(await event.join_event(eventId, guest.name));
  }
  auth.setPrincipal(admin.principal);
  // Behind all of them: its fact is the last in every lane.
  const suspended = await auth.set_suspended(sam.principal, true);
  expect(granted((await suspended()) as { Ok: unknown } | { Err: unknown })).toBeDefined();
  const behind = await waiting();
  const refusedAfter = new Map<CanisterName, number>();
  for (let second = 0; second <= STATED_SECONDS; second++) {
    for (const name of canisterNames) {
      if (!refusedAfter.has(name) && (await isRefused(name))) refusedAfter.set(name, second);
    }
    await deployment.pass(1);
  }
  expect(refusedAfter.get('auth')).toBe(0);
  expect([...refusedAfter.keys()].sort()).toEqual([...canisterNames].sort());
  expect(behind).toBeGreaterThan(GUESTS);
  for (const answer of await Promise.all(sent.map((each) => each()))) {
    expect(answer).toHaveProperty('Ok');
  }
  expect(await deployment.as(sam).event.join_event(eventId, 'Sam')).toEqual({
    Err: { HolderSuspended: null },
  });
});

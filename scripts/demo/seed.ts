/** The demo event with people, made through the same calls that people make. Safe to run again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, expectOk, firstRows, type Network, type QikCard } from '@qikcard/client';
import {
  CONSENT_VERSION,
  type EventView,
  fromOpt,
  type Registration,
  type Result,
} from '@qikcard/contracts';
import { admin, attendee, guests, identityOf, organizer } from './people.ts';

const HOUR_NS = 3_600_000_000_000n;
const DEMO_NAME = 'QikCard Open House';

export type Demo = { event: EventView; registration: Registration };

/** Signs everybody up, creates the event when none is running, and joins everybody to it. */
export async function seedDemo(network: Network, report: (line: string) => void): Promise<Demo> {
  await signUp(network, admin);
  const olga = await signUp(network, organizer);
  await grantOrganizer(network);
  const event = (await runningDemo(olga)) ?? (await createDemo(olga, report));
  const registration = await join(await signUp(network, attendee), event, attendee);
  const missing = event.registered < guests.length + 1 ? guests : [];
  await Promise.all(missing.map(async (name) => join(await signUp(network, name), event, name)));
  return { event, registration };
}

async function signUp(network: Network, name: string): Promise<QikCard> {
  const card = connect(network, identityOf(name));
  const { user } = await card.auth.me();
  if (!fromOpt(user)) expectOk(await card.auth.register({ display_name: name }));
  await passFirstRun(card);
  return card;
}

/** The people of the demo have been here before: nobody asks them what newcomers are asked. */
async function passFirstRun({ profile }: QikCard): Promise<void> {
  const { first_run } = expectOk(
    await untilArrived(
      () => profile.my_profile(),
      (refusal) => 'NotRegistered' in refusal,
    ),
  );
  if (first_run.finished) return;
  for (const step of [{ Named: null }, { Consented: CONSENT_VERSION }, { Finished: null }]) {
    expectOk(await profile.advance_first_run(step));
  }
}

async function grantOrganizer(network: Network): Promise<void> {
  const { roles } = await connect(network, identityOf(organizer)).auth.me();
  if (roles.some(({ role }) => 'organizer' in role)) return;
  const card = connect(network, identityOf(admin));
  expectOk(
    await card.auth.grant_role({
      principal: identityOf(organizer).getPrincipal(),
      role: { organizer: null },
      scope: { Platform: null },
      expires_at_ns: [],
    }),
  );
}

async function runningDemo(olga: QikCard): Promise<EventView | undefined> {
  const events = await firstRows(
    1_000,
    (cursor: [] | [bigint]) => olga.event.list_events(cursor, 100),
    (page) => page.events,
  );
  const now = BigInt(Date.now()) * 1_000_000n;
  return events.find(({ name, ends_at_ns }) => name === DEMO_NAME && ends_at_ns > now + HOUR_NS);
}

async function createDemo(olga: QikCard, report: (line: string) => void): Promise<EventView> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const draft = {
    name: DEMO_NAME,
    description:
      'See a one-time pass turn green at the door. Show your code, watch the counter move, and take a look behind the scenes.',
    location: 'Community House, Hall 1',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    starts_at_ns: now - (now % HOUR_NS),
    ends_at_ns: now - (now % HOUR_NS) + 14n * 24n * HOUR_NS,
    doors_open_ns: [] as [],
    capacity: [200] as [number],
  };
  const created = expectOk(
    await untilArrived(
      () => olga.event.create_event(draft),
      (refusal) => 'Forbidden' in refusal,
    ),
  );
  report(`created “${created.name}”`);
  return expectOk(await olga.event.publish_event(created.id));
}

/** What auth knows reaches the other canisters as facts, a moment later: until then they refuse. */
async function untilArrived<T, R>(
  attempt: () => Promise<Result<T, R>>,
  isOnItsWay: (refusal: R) => boolean,
): Promise<Result<T, R>> {
  for (let tries = 0; ; tries++) {
    const result = await attempt();
    if ('Ok' in result || !isOnItsWay(result.Err) || tries === 40) return result;
    await sleep(250);
  }
}

async function join(card: QikCard, event: EventView, name: string): Promise<Registration> {
  const known = (await registrationsOf(card)).find((row) => row.event_id === event.id);
  return known ?? expectOk(await card.event.join_event(event.id, name));
}

/** All that somebody is registered for, on whichever shard. */
export const registrationsOf = (card: QikCard): Promise<Registration[]> =>
  firstRows(
    1_000,
    (cursor: [] | [bigint]) => card.event.my_registrations(cursor, 100),
    (page) => page.rows,
  );

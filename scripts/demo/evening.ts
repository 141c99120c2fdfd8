/** An evening that is over: it left a badge and QIK with those who came, and one badge for sale. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, firstRows, type Network, type QikCard } from '@qikcard/client';
import type { EventView } from '@qikcard/contracts';
import { attendee, guests, identityOf, organizer } from './people.ts';

const HOUR_NS = 3_600_000_000_000n;
const NAME = 'Warm-up evening';
const QIK = 100_000_000n;
const TRIES = 60;

/** Made through the calls that people make, once; what follows arrives by itself. */
export async function holdEvening(network: Network, report: (line: string) => void): Promise<void> {
  const as = (name: string) => connect(network, identityOf(name));
  const olga = as(organizer);
  const seller = guests[0] ?? attendee;
  if (await isHeld(olga)) return;
  const event = value(await olga.event.create_event(draft()));
  value(await olga.event.publish_event(event.id));
  const design = {
    ...{ name: 'Early friend', description: 'Was there before the doors had a line.' },
    ...{ season: 'Open House', hue: 38, soulbound: false, supply: [50] as [number] },
    criterion: { Attended: { event_id: event.id } },
    reward_e8s: 25n * QIK,
    royalty_basis_points: [500] as [number],
  };
  await until(async () => 'Ok' in (await olga.nft.create_achievement(design)));
  await Promise.all([attendee, seller].map((name) => come(olga, as(name), event.id, name)));
  const badge = () => firstBadge(as(seller), seller);
  await until(async () => (await badge()) !== undefined);
  const badge_id = (await badge()) ?? 0n;
  await as(seller).nft.list_badge({ badge_id, price_e8s: 5n * QIK, expires_at_ns: [] });
  report(`held “${NAME}”: ${attendee} has a badge and 25 QIK from it, and one is for sale`);
}

async function isHeld(olga: QikCard): Promise<boolean> {
  const events = await firstRows(
    1_000,
    (cursor: [] | [bigint]) => olga.event.list_events(cursor, 100),
    (page): EventView[] => page.events,
  );
  return events.some(({ name }) => name === NAME);
}

function draft() {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    name: NAME,
    description: 'A small evening before the open house.',
    location: 'Community House, kitchen',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    starts_at_ns: now - 3n * HOUR_NS,
    ends_at_ns: now + HOUR_NS / 2n,
    doors_open_ns: [] as [],
    capacity: [] as [],
  };
}

/** Comes and leaves again. */
async function come(olga: QikCard, guest: QikCard, eventId: bigint, name: string): Promise<void> {
  const { id } = value(await guest.event.join_event(eventId, name));
  const moved = { registration_id: id, list_id: [] as [], gate: 'Kitchen', override_rules: false };
  for (const direction of [{ In: null }, { Out: null }]) {
    await olga.event.move_by_hand({ ...moved, direction, reason: 'demo' });
  }
}

async function firstBadge(card: QikCard, name: string): Promise<bigint | undefined> {
  const { badges } = await card.nft.badges_of(identityOf(name).getPrincipal(), [], 1);
  return badges[0]?.id;
}

function value<T>(answer: { Ok: T } | { Err: object }): T {
  if ('Ok' in answer) return answer.Ok;
  throw new Error(`the demo was refused: ${Object.keys(answer.Err).join()}`);
}

/** What one canister knows reaches the others a moment later. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await holds()) return;
    await sleep(250);
  }
  throw new Error('the demo did not arrive where it belongs');
}

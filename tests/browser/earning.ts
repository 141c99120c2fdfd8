/** An evening that people enter, for tests about what entering earns. */
import { expectOk, type QikCard } from '@qikcard/client';
import type { AchievementDraft } from '@qikcard/contracts';
import { expect } from 'vitest';

const HOUR_NS = 3_600_000_000_000n;

/** An event that is published and opens within the hour; gives its number. */
export async function openEvening(olga: QikCard, name = 'Lantern walk'): Promise<bigint> {
  const starts_at_ns = BigInt(Date.now()) * 1_000_000n + HOUR_NS;
  const draft = {
    name,
    description: '',
    location: 'Old harbour',
    time_zone: 'Europe/Berlin',
    starts_at_ns,
    ends_at_ns: starts_at_ns + 4n * HOUR_NS,
    doors_open_ns: [] as [],
    capacity: [] as [],
  };
  const { id } = expectOk(await olga.event.create_event(draft));
  expectOk(await olga.event.publish_event(id));
  return id;
}

/** Joins and is let in by hand; gives the number of the registration. */
export async function enter(
  olga: QikCard,
  guest: QikCard,
  eventId: bigint,
  name: string,
): Promise<bigint> {
  const { id } = expectOk(await guest.event.join_event(eventId, name));
  const moved = await olga.event.move_by_hand({
    registration_id: id,
    direction: { In: null },
    list_id: [],
    gate: 'Quay',
    reason: 'no phone',
    override_rules: false,
  });
  expect(moved).toHaveProperty('Admitted');
  return id;
}

/** A badge for whoever enters, with QIK. */
export const badgeFor = (eventId: bigint, change: Partial<AchievementDraft> = {}) => ({
  name: 'Lantern bearer',
  description: 'Walked the harbour with a light.',
  criterion: { Attended: { event_id: eventId } },
  soulbound: false,
  reward_e8s: 1_250_000_000n,
  supply: [10] as [number],
  season: 'Winter 2026',
  hue: 38,
  royalty_basis_points: [500] as [number],
  ...change,
});

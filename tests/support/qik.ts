/** QIK for people of a test: earned with a badge, as everybody earns them. */
import type { AchievementDraft } from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from './doors.ts';
import type { Person } from './people.ts';

export const QIK = 100_000_000n;

/** Each registers, enters an event and has so many QIK; nobody else has any. */
export async function earnQik(
  deployment: Deployment,
  people: readonly Person[],
  amountE8s: bigint,
): Promise<void> {
  const { id } = await publishEvent(deployment);
  await deployment.settle();
  const design: AchievementDraft = {
    name: 'Earned',
    description: 'Something to put aside.',
    criterion: { Attended: { event_id: id } },
    ...{ royalty_basis_points: [], soulbound: false, season: '2026', hue: 10 },
    ...{ reward_e8s: amountE8s, supply: [people.length] },
  };
  granted(await deployment.as(organizer).nft.create_achievement(design));
  for (const who of people) {
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
    await enter(deployment, who, id);
  }
}

/** Somebody joins an event and comes in. */
export async function enter(deployment: Deployment, who: Person, eventId: bigint): Promise<void> {
  const place = await join(deployment, eventId, who);
  const scan = scanOf(eventId, await tokenOf(deployment, who, place));
  const answer = await deployment.as(organizer).event.check_in(scan);
  if (!('Admitted' in answer)) throw new Error('not admitted');
  await deployment.settle();
}

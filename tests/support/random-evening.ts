/** Evenings of random days: people come, earn badges and QIK, put deposits aside; facts come twice. */
import { randomBytes } from 'node:crypto';
import type { AchievementDraft, Escrow, ResourceView, Result } from '@qikcard/contracts';
import { facts } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { expect } from 'vitest';
import { admin, type Deployment } from './deployment.ts';
import { granted, join, organizer, publishEvent } from './doors.ts';
import { factRepeats, REPEATS } from './fact-repeats.ts';
import type { Person } from './people.ts';
import { QIK } from './qik.ts';
import { addThing, usualTerms } from './things.ts';

/** What each entry pays, and how many of them make somebody a regular. */
const REWARD = QIK / 4n;
const REGULAR = 4;
const DEPOSIT = QIK / 10n;
type Opening = () => Promise<Result<Escrow, unknown>>;

/** `entries`: how many events each of these people has entered before, each for a badge. */
export function evenings(deployment: Deployment, people: readonly Person[], entries: number) {
  const repeats = factRepeats(deployment);
  const came = new Map(people.map((who) => [who.name, { entries, tonight: false }]));
  const of = (who: Person) => came.get(who.name) as { entries: number; tonight: boolean };
  let eventId = 0n;
  let thing: ResourceView;
  let paid = 0n;

  const design = (change: Partial<AchievementDraft>): AchievementDraft => ({
    ...{ name: 'Came', description: '', criterion: { Attended: { event_id: eventId } } },
    ...{ soulbound: false, reward_e8s: REWARD, supply: [people.length], season: '', hue: 10 },
    ...{ royalty_basis_points: [], ...change },
  });

  return {
    async begin(): Promise<void> {
      const often = { name: 'Regular', reward_e8s: 0n, supply: [] as [] };
      const criterion = { Attendance: { events: REGULAR } };
      const { nft } = deployment.as(admin);
      granted(await nft.create_achievement(design({ ...often, criterion })));
      const terms = { ...usualTerms, deposit_e8s: [DEPOSIT] as [bigint] };
      thing = await addThing(deployment, organizer, { terms });
    },
    /** A new event, with a badge that pays. */
    async open(): Promise<void> {
      eventId = (await publishEvent(deployment)).id;
      await deployment.settle();
      granted(await deployment.as(organizer).nft.create_achievement(design({})));
      for (const each of came.values()) each.tonight = false;
    },
    async come(who: Person): Promise<void> {
      if (of(who).tonight) return;
      const { id } = await join(deployment, eventId, who);
      const moved = await deployment.as(organizer).event.move_by_hand({
        ...{ registration_id: id, direction: { In: null }, list_id: [], gate: 'North' },
        ...{ reason: 'no phone', override_rules: false },
      });
      expect(moved).toHaveProperty('Admitted');
      came.set(who.name, { entries: of(who).entries + 1, tonight: true });
      paid += REWARD;
      const passage = { eventId, registrationId: id, holder: who.principal, gate: 'North' };
      for (const lane of ['event → nft', 'nft → wallet'] as const) {
        repeats.note(lane, facts.checkedIn, { ...passage, first: true });
      }
    },
    stake: async (who: Person): Promise<Opening> => {
      const until_ns = (await deployment.nowNs()) + 3_600_000_000_000n;
      const purpose = { Stake: { event_id: eventId } };
      const asked = { request_id: randomBytes(16), amount: DEPOSIT, until_ns, purpose };
      return () => deployment.as(who).wallet.open_escrow({ ...asked, resource_id: [] });
    },
    depositFor: (who: Person): Opening => {
      const purpose = { Deposit: { lender: organizer.principal, reference: thing.name } };
      const asked = { request_id: randomBytes(16), amount: DEPOSIT, until_ns: 0n, purpose };
      return () => deployment.as(who).wallet.open_escrow({ ...asked, resource_id: [thing.id] });
    },
    /** Takes back what lies aside for the thing, as far as lending knows of it. */
    async withdraw(who: Person): Promise<void> {
      const { event } = deployment.as(who);
      for (const { id } of await event.free_deposits(thing.id)) {
        const held = { depositId: id, resourceId: thing.id, payer: who.principal };
        const row = { ...held, lender: organizer.principal, amount: DEPOSIT };
        repeats.note('wallet → event', facts.depositHeld, { ...row, untilNs: 0n });
        granted(await event.withdraw_deposit(thing.id, id));
        repeats.note('event → wallet', facts.depositSettled, { depositId: id, kept: 0n });
      }
    },
    /** Every sender tells again what it has told, all of it, in this way. */
    async repeat(much: number): Promise<void> {
      for (const who of people) {
        const { rewards } = await deployment.as(who).wallet.my_rewards([], 100);
        for (const { id, amount, event_id } of rewards) {
          const reward = { rewardId: id, holder: who.principal, amount, eventId: event_id[0] };
          repeats.note('nft → wallet', facts.rewardGranted, reward);
        }
      }
      const how = REPEATS[much % REPEATS.length] as (typeof REPEATS)[number];
      for (const lane of repeats.lanes()) await repeats.repeat(lane, how);
    },
    /** Who has told whom something that was told again. */
    lanes: () => repeats.lanes(),
    /** Everybody has a badge for each event they entered, and one more for enough of them. */
    async addUp(): Promise<bigint> {
      for (const who of people) {
        const own = deployment.as(who).nft;
        const badges = await own.icrc7_tokens_of(accountOf(who.principal), [], [100n]);
        const regular = of(who).entries >= REGULAR ? 1 : 0;
        expect(badges.length, who.name).toBe(of(who).entries + regular);
        const { badges: seen } = await own.badges_of(who.principal, [], 100);
        expect(seen.filter(({ design: { name } }) => name === 'Regular').length).toBe(regular);
      }
      return paid;
    },
  };
}
export type Evenings = ReturnType<typeof evenings>;

/** What guests without a principal earn waits for them, and what is taken back goes; on the real canisters. */
import { randomBytes } from 'node:crypto';
import type { AchievementDraft, EventView } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent } from '../support/doors.ts';
import { HOUR_NS } from '../support/events.ts';
import { type Person, person } from '../support/people.ts';

const QIK = 100_000_000n;
const [ada, ben, cleo, dora] = ['Ada', 'Ben', 'Cleo', 'Dora'].map(person);
let deployment: Deployment;
let event: EventView;

const draft = (change: Partial<AchievementDraft>): AchievementDraft => ({
  name: 'Was there',
  description: '',
  criterion: { Attended: { event_id: event.id } },
  soulbound: false,
  reward_e8s: 0n,
  supply: [],
  season: '',
  hue: 200,
  royalty_basis_points: [],
  ...change,
});
const mine = () => deployment.as(organizer);
const design = async (change: Partial<AchievementDraft>) =>
  granted(await mine().nft.create_achievement(draft(change)));
const balance = (who: Person) =>
  deployment.as(who).wallet.icrc1_balance_of(accountOf(who.principal));
const namesOf = async (who: Person) =>
  (await deployment.as(who).nft.badges_of(who.principal, [], 20)).badges.map(
    (badge) => badge.design.name,
  );

async function addGuest(name: string, eventId = event.id) {
  const row = { display_name: name, ticket_type: 0, note: '', attention: '', holder: [] as [] };
  const rows = [{ row_key: randomBytes(16), ...row }];
  const [{ verdict }] = granted(
    await mine().event.add_guests({ event_id: eventId, rows, claim_codes: true }),
  );
  if (!('Added' in verdict)) throw new Error('not added');
  return { id: verdict.Added.registration_id, code: verdict.Added.claim_code[0] as string };
}
async function letIn(registrationId: bigint): Promise<void> {
  const verdict = await mine().event.move_by_hand({
    registration_id: registrationId,
    gate: 'North',
    direction: { In: null },
    list_id: [],
    reason: 'no phone',
    override_rules: false,
  });
  expect(verdict).toHaveProperty('Admitted');
  await deployment.settle();
}
async function undo(registrationId: bigint): Promise<void> {
  granted(await mine().event.undo_move(registrationId, 'a mistake'));
  await deployment.settle();
}
const claim = async (who: Person, code: string) => {
  const answer = await deployment.as(who).event.take_over({ code, display_name: '' });
  await deployment.settle();
  return answer;
};

const look = (who: Person, code: string) => deployment.as(who).event.look_at_code(code);
const waiting = async (who: Person, registrationId: bigint) =>
  (await deployment.as(who).nft.waiting_badges(registrationId)).map(({ name }) => name);

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, ben, cleo, dora])
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
  event = await publishEvent(deployment);
  await deployment.settle();
  await design({ name: 'Was there', reward_e8s: 2n * QIK, supply: [10] });
  await design({ name: 'First in', criterion: { EarlyBird: { event_id: event.id, first: 1 } } });
});
afterAll(() => deployment?.stop());

describe('a guest whom the organizer added', () => {
  test('claims the place after entering, and gets the badges and QIK that the entry earned', async () => {
    const guest = await addGuest('A guest');
    await letIn(guest.id);
    expect(await deployment.as(ada).nft.icrc7_total_supply()).toBe(0n);
    const place = { registration_id: guest.id, event_id: event.id, event_name: event.name };
    expect(granted(await look(ada, guest.code.toLowerCase()))).toEqual(place);
    expect((await waiting(ada, guest.id)).sort()).toEqual(['First in', 'Was there']);
    expect(await claim(ada, guest.code)).toHaveProperty('Ok');
    expect(await waiting(ada, guest.id)).toEqual([]);
    expect(await look(ada, guest.code)).toEqual({ Err: { UnknownCode: null } });
    expect((await namesOf(ada)).sort()).toEqual(['First in', 'Was there']);
    expect(await balance(ada)).toBe(2n * QIK);
    expect(await claim(ben, guest.code)).toEqual({ Err: { UnknownCode: null } });
    expect(await namesOf(ben)).toEqual([]);
  });
  test('finds one claim to win when several people use a code at once', async () => {
    const guest = await addGuest('Another guest');
    await letIn(guest.id);
    const supply = await deployment.as(ada).nft.icrc7_total_supply();
    const asked = { code: guest.code, display_name: '' };
    const waiting = [];
    for (const who of [ben, cleo, ben, cleo]) {
      waiting.push(await deployment.deferredEvent(who).take_over(asked));
    }
    const answers = await Promise.all(waiting.map((answer) => answer()));
    await deployment.settle();
    expect(answers.filter((answer) => 'Ok' in answer)).toHaveLength(1);
    expect(await deployment.as(ada).nft.icrc7_total_supply()).toBe(supply + 1n);
    expect((await balance(ben)) + (await balance(cleo))).toBe(2n * QIK);
  });
  test('waits with what its entry earned whoever looks, and with nothing they have', async () => {
    const guest = await addGuest('A guest for two');
    expect(await waiting(ada, guest.id)).toEqual([]);
    await letIn(guest.id);
    expect(await waiting(ada, guest.id)).toEqual([]);
    expect(await waiting(person('Lea'), guest.id)).toEqual(['Was there']);
    const twice = { criterion: { Attendance: { events: 2 } } };
    const all = deployment.as(admin).nft;
    const { id } = granted(await all.create_achievement(draft({ name: 'Twice', ...twice })));
    expect(await waiting(ada, guest.id)).toEqual(['Twice']);
    granted(await all.retire_achievement(id));
    expect(await waiting(ada, guest.id)).toEqual([]);
    await undo(guest.id);
    expect(await waiting(person('Lea'), guest.id)).toEqual([]);
  });
  test('who claims first and enters later earns the badge at the door', async () => {
    const guest = await addGuest('A third guest');
    granted(await claim(dora, guest.code));
    expect(await namesOf(dora)).toEqual([]);
    await letIn(guest.id);
    expect(await namesOf(dora)).toEqual(['Was there']);
  });
  test('may claim when the event is over already', async () => {
    const guest = await addGuest('A late guest');
    const absent = await addGuest('A guest who never came');
    const old = await addGuest('A guest with a new code');
    await letIn(guest.id);
    const { code } = granted(await mine().event.renew_claim_code(old.id));
    expect(await look(ada, old.code)).toEqual({ Err: { UnknownCode: null } });
    expect(await look(ada, code)).toHaveProperty('Ok.registration_id', old.id);
    expect(await look(ada, 'no code at all')).toEqual({ Err: { UnknownCode: null } });
    const late = person('Lea');
    await deployment.pass(Number((7n * HOUR_NS) / 1_000_000_000n));
    granted(await deployment.as(late).auth.register({ display_name: 'Lea' }));
    await deployment.settle();
    expect(await claim(late, absent.code)).toHaveProperty('Err');
    expect(await claim(late, guest.code)).toHaveProperty('Ok');
    expect(await namesOf(late)).toEqual(['Was there']);
  });
});

describe('an entry that is taken back', () => {
  let second: EventView;
  beforeAll(async () => {
    second = await publishEvent(deployment);
    await deployment.settle();
    await design({
      name: 'Second',
      criterion: { Attended: { event_id: second.id } },
      reward_e8s: QIK,
      supply: [2],
    });
  });
  test('takes its badge back; a real one earns it again, and is not paid again', async () => {
    const place = await join(deployment, second.id, ada);
    const before = await balance(ada);
    await letIn(place.id);
    expect(await namesOf(ada)).toContain('Second');
    expect(await balance(ada)).toBe(before + QIK);
    const [badge] = (await deployment.as(ada).nft.badges_of(ada.principal, [], 1)).badges;
    await undo(place.id);
    expect(await namesOf(ada)).not.toContain('Second');
    expect(await deployment.as(ada).nft.icrc7_owner_of([badge.id])).toEqual([[]]);
    const { blocks } = await deployment.as(ada).nft.badge_history(badge.id, [], 10);
    const types = blocks.map(
      ({ block }) => JSON.stringify(block, bigints).match(/7(mint|burn)/)?.[0],
    );
    expect(types).toEqual(['7burn', '7mint']);
    await letIn(place.id);
    expect(await namesOf(ada)).toContain('Second');
    expect(await balance(ada)).toBe(before + QIK);
  });
  test('leaves a badge alone that was given away in the meantime', async () => {
    const place = await join(deployment, second.id, cleo);
    await letIn(place.id);
    const [badge] = (await deployment.as(cleo).nft.badges_of(cleo.principal, [], 1)).badges;
    expect(badge.design.name).toBe('Second');
    const gift = { from_subaccount: [], to: accountOf(dora.principal), token_id: badge.id };
    await deployment
      .as(cleo)
      .nft.icrc7_transfer([{ ...gift, memo: [], created_at_time: [] } as never]);
    await undo(place.id);
    expect(await namesOf(dora)).toContain('Second');
  });
});

describe('badges that are given for more than an entry', () => {
  test('go to the organizer when somebody comes', async () => {
    const made = granted(
      await deployment
        .as(admin)
        .nft.create_achievement(draft({ name: 'Host', criterion: { Organized: { events: 3 } } })),
    );
    const third = await publishEvent(deployment);
    await deployment.settle();
    const place = await join(deployment, third.id, ben);
    await letIn(place.id);
    expect(await namesOf(organizer)).toContain('Host');
    expect(granted(await deployment.as(ada).nft.get_achievement(made.id)).minted).toBe(1);
  });
  test('are chosen by the organizer among those who were there, each once', async () => {
    const chosen = await design({
      name: 'Best talk',
      criterion: { Custom: { event_id: event.id } },
    });
    const award = (who: Person, by = organizer) =>
      deployment.as(by).nft.award_achievement(chosen.id, who.principal);
    expect(await award(ada, ben)).toEqual({ Err: { Forbidden: null } });
    const id = granted(await award(ada));
    expect(await award(ada)).toEqual({ Err: { AlreadyAwarded: { badge_id: id } } });
    expect(await award(person('nobody'))).toEqual({ Err: { NeverEntered: null } });
    expect(await namesOf(ada)).toContain('Best talk');
    const attended = (await mine().nft.achievements_of_event(event.id)).at(-1)!;
    expect(await mine().nft.award_achievement(attended.id, ada.principal)).toEqual({
      Err: { NotCustom: null },
    });
    granted(await mine().nft.retire_achievement(chosen.id));
    expect(await award(ben)).toHaveProperty('Err');
    const all = await mine().nft.achievements_of_event(event.id);
    expect(all.map(({ name, retired }) => [name, retired])).toEqual([
      ['Best talk', true],
      ['First in', false],
      ['Was there', false],
    ]);
    expect(await mine().nft.event_budget(event.id)).toEqual({
      total_e8s: 10_000n * QIK,
      promised_e8s: 20n * QIK,
      left_e8s: 9_980n * QIK,
    });
  });
});
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);

/** Lending under attack: many at once, the same thing twice, the hands of others; and a history that grows. */
import { everyRow } from '@qikcard/client';
import type { LendingVerdict, ResourceView } from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, tokenOf } from '../support/doors.ts';
import { type Person, people, person } from '../support/people.ts';
import { earnQik, QIK } from '../support/qik.ts';
import {
  addThing,
  borrow,
  HOUR_SECONDS,
  lendingScan,
  loanOf,
  ofEvent,
  usualTerms,
} from '../support/things.ts';

const HOUR_NS = BigInt(HOUR_SECONDS) * 1_000_000_000n;
const owner = person('Owner');
const mallory = person('Mallory');
const ada = person('Ada');
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await earnQik(deployment, [ada], 10n * QIK);
});
// Ten scans a minute for one person: each test has a minute of its own.
beforeEach(() => deployment.pass(61));
afterAll(() => deployment?.stop());

/** Calls that reach the canister in the same round. */
async function together<T>(calls: (() => Promise<() => Promise<T>>)[]): Promise<T[]> {
  const waiting = await Promise.all(calls.map((call) => call()));
  return Promise.all(waiting.map((answer) => answer()));
}
const out = (verdicts: LendingVerdict[]) => verdicts.filter((each) => 'Lent' in each);
const tokenFor = async (who: Person, thing: ResourceView) =>
  Uint8Array.from(
    granted(await deployment.as(who).event.resolve_label(thing.label[0] ?? '', [])).token,
  );

describe('many at once', () => {
  test('the last slot goes to one reservation or one loan, whoever asks in the same round', async () => {
    const thing = await addThing(deployment, owner);
    const crowd = people('in a hurry', 12);
    const from_ns = await deployment.nowNs();
    const span = { from_ns: from_ns + HOUR_NS / 2n, until_ns: from_ns + HOUR_NS, count: 1 };
    const tokens = await Promise.all(crowd.slice(6).map((who) => tokenFor(who, thing)));
    const answers = await together<unknown>([
      ...crowd.slice(0, 6).map((who) => () => {
        const { reserve_resource } = deployment.deferredEvent(who);
        return reserve_resource({ resource_id: thing.id, ...span });
      }),
      ...crowd.slice(6).map((who, i) => () => {
        const payload = tokens[i] as Uint8Array;
        const due_at_ns: [bigint] = [span.until_ns];
        const scan = lendingScan({ payload, resource_id: thing.id, due_at_ns });
        return deployment.deferredEvent(who).check_out_resource(scan);
      }),
    ]);
    const won = answers.filter((each) => 'Ok' in (each as object) || 'Lent' in (each as object));
    expect(won).toHaveLength(1);
  });

  test('one deposit carries one loan, though it is used ten times and asked back in the same round', async () => {
    const terms = { ...usualTerms, per_person_max: 20, deposit_e8s: [QIK] as [bigint] };
    const thing = await addThing(deployment, owner, { quantity: 20, terms });
    const { id } = granted(
      await deployment.as(ada).wallet.open_escrow({
        request_id: new Uint8Array(16).fill(7),
        amount: QIK,
        until_ns: 0n,
        purpose: { Deposit: { lender: owner.principal, reference: '' } },
        resource_id: [thing.id],
      }),
    );
    await deployment.settle();
    const { event } = deployment.as(owner);
    const codes: Uint8Array[] = [];
    for (let i = 0; i < 8; i++) codes.push(await tokenFor(ada, thing));
    // Only the last code of a label is good; those who lend name the borrower.
    const desk = deployment.deferredEvent(owner);
    const handing = () =>
      desk.check_out_resource(lendingScan({ resource_id: thing.id, borrower: [ada.principal] }));
    const own = () =>
      deployment
        .deferredEvent(ada)
        .check_out_resource(
          lendingScan({ resource_id: thing.id, payload: codes.at(-1) ?? new Uint8Array() }),
        );
    const back = () => deployment.deferredEvent(ada).withdraw_deposit(thing.id, id);
    const verdicts = await together<unknown>([...Array(8).fill(handing), own, back]);
    const lent = out(verdicts.slice(0, 9) as LendingVerdict[]);
    const withdrawn = 'Ok' in (verdicts[9] as object);
    expect(lent.length + Number(withdrawn)).toBe(1);
    await deployment.settle();
    const state = granted(await deployment.as(ada).wallet.escrow(id)).state;
    expect('Held' in state).toBe(!withdrawn);
    const { loans } = granted(await event.loans_of_resource(thing.id, [], 50));
    expect(loans).toHaveLength(lent.length);
  });

  test('a thing comes back once, and is damaged once, though two desks take it in the same round', async () => {
    const thing = await addThing(deployment, owner);
    const loan = loanOf(await borrow(deployment, ada, thing));
    const desk = deployment.deferredEvent(owner);
    const take = () =>
      desk.check_in_resource(
        lendingScan({ loan_id: [loan.id], condition: [{ Damaged: null }], note: 'Bent.' }),
      );
    const verdicts = await together([take, take, take]);
    expect(verdicts.filter((each) => 'Returned' in each)).toHaveLength(1);
    const { event } = deployment.as(owner);
    expect(granted(await event.damage_of_resource(thing.id, [], 10)).reports).toHaveLength(1);
    expect(granted(await event.get_resource(thing.id)).available).toBe(1);
  });
});

describe('the hands of others', () => {
  test('change nothing of a loan, a deposit, a reservation, a report or an audit', async () => {
    const thing = await addThing(deployment, owner, { quantity: 2 });
    const loan = loanOf(await borrow(deployment, ada, thing));
    const mine = deployment.as(owner).event;
    const { audit_id } = { audit_id: granted(await mine.start_stock_audit(thing.owner)).id };
    const condition = { Damaged: null };
    const report = granted(
      await mine.report_damage({ resource_id: thing.id, loan_id: [], condition, note: 'Dent.' }),
    );
    const now = await deployment.nowNs();
    const span = { count: 1, from_ns: now + HOUR_NS, until_ns: now + 2n * HOUR_NS };
    const reservation = granted(
      await deployment.as(ada).event.reserve_resource({ resource_id: thing.id, ...span }),
    );
    const { event } = deployment.as(mallory);
    const label = thing.label[0] ?? '';
    const tries: Record<string, Promise<unknown>> = {
      decide: event.decide_loan(loan.id, true),
      extend: event.extend_loan({ loan_id: loan.id, due_at_ns: now + 9n * HOUR_NS }),
      accept: event.accept_handover(loan.id, condition, 'It was so.'),
      settle: event.settle_deposit(loan.id, 0n),
      withdraw: event.withdraw_deposit(thing.id, 1n),
      cancel: event.cancel_reservation(reservation.id),
      damage: event.report_damage({ resource_id: thing.id, loan_id: [], condition, note: 'x' }),
      dealt: event.settle_damage(report.id, { Good: null }),
      shown: event.get_damage_image({ report_id: report.id, version: 1 }),
      audit: event.start_stock_audit(thing.owner),
      count: event.stock_audit_scan({
        ...{ audit_id, scan_id: new Uint8Array(16), label, count: 1, condition: [] },
      }),
      finish: event.finish_stock_audit(audit_id),
      code: event.issue_resource_token({
        resource_id: thing.id,
        purpose: { resource_checkout: null },
      }),
      who: event.look_up_label(label),
      lists: event.loans_of_owner([], 10, thing.owner, { All: null }),
      relabel: event.relabel_resource(thing.id),
      retire: event.retire_resource(thing.id),
    };
    for (const [name, answer] of Object.entries(tries)) {
      expect(await answer, name).toHaveProperty('Err');
    }
    expect((await deployment.as(ada).event.my_loans([], 10, true)).loans[0]).toEqual(loan);
    expect(granted(await mine.stock_audit(audit_id, [], 10)).audit).toMatchObject({ seen: 0 });
  });

  test('a code made for one thing, one person or one way opens no other', async () => {
    const [one, other] = [await addThing(deployment, owner), await addThing(deployment, owner)];
    const { event } = deployment.as(mallory);
    const payload = await tokenFor(mallory, one);
    const refused = async (change: object) => event.check_out_resource(lendingScan(change));
    const reason = (name: string) => ({ Refused: { CodeRefused: { reason: name } } });
    expect(await refused({ payload, resource_id: other.id })).toEqual(reason('WrongThing'));
    const back = await event.check_in_resource(lendingScan({ payload, resource_id: one.id }));
    expect(back).toEqual(reason('WrongPurpose'));
    const forged = Uint8Array.from(payload);
    forged[40] = (forged[40] as number) ^ 1;
    expect(await refused({ payload: forged, resource_id: one.id })).toHaveProperty(
      'Refused.CodeRefused',
    );
    // Somebody else's scan of the same label, photographed from their screen.
    const theirs = await tokenFor(ada, one);
    expect(await refused({ payload: theirs, resource_id: one.id })).toEqual(reason('Revoked'));
    expect(await refused({ payload, resource_id: one.id })).toHaveProperty('Lent');
  });

  test('a pass that was photographed lends nothing to its thief, and to nobody twice', async () => {
    const { id } = await publishEvent(deployment);
    const things = [0, 1].map(() => addThing(deployment, organizer, { owner: ofEvent(id) }));
    const [first, second] = [await things[0], await things[1]] as [ResourceView, ResourceView];
    const place = await join(deployment, id, ada);
    const payload = await tokenOf(deployment, ada, place);
    const scan = (thing: ResourceView) => lendingScan({ payload, resource_id: thing.id });
    const thief = await deployment.as(mallory).event.check_out_resource(scan(first));
    expect(thief).toEqual({ Refused: { Forbidden: null } });
    const desk = deployment.as(organizer).event;
    expect(await desk.check_out_resource(scan(first))).toHaveProperty('Lent');
    expect(await desk.check_out_resource(scan(second))).toEqual({
      Refused: { CodeRefused: { reason: 'AlreadyUsed' } },
    });
  });

  test('labels are not guessed: ten a minute, and there are a million million of them', async () => {
    const guesses = Array.from({ length: 12 }, (_, i) => `000000000${i % 10}`);
    const { event } = deployment.as(person('guesser'));
    const answers = [];
    for (const guess of guesses) answers.push(await event.resolve_label(guess, []));
    expect(answers.at(-1)).toHaveProperty('Err.RateLimited');
  });
});

test('a history of three hundred loans pages to its end, newest first, and twice as long costs no more', async () => {
  const thing = await addThing(deployment, owner);
  const { event } = deployment.as(owner);
  const total = async (method: string) => {
    const used = await event.instructions();
    return Number(used.find((entry) => entry.method === method)?.total ?? 0n);
  };
  const names = people('reader', 40);
  const lendTimes = async (times: number) => {
    const before = await total('check_out_resource');
    for (let i = 0; i < times; i++) {
      // Ten scans a minute for one person.
      if (i % 40 === 0) await deployment.pass(61);
      const borrower: [Person['principal']] = [(names[i % names.length] as Person).principal];
      const lent = await event.check_out_resource(lendingScan({ resource_id: thing.id, borrower }));
      const scan = lendingScan({ loan_id: [loanOf(lent).id] });
      expect(await event.check_in_resource(scan)).toHaveProperty('Returned');
    }
    return ((await total('check_out_resource')) - before) / times;
  };
  const curve: number[] = [];
  for (let i = 0; i < 6; i++) curve.push(await lendTimes(50));
  // An empty canister is cheapest, its trees are low; a history twice as long must not show any more.
  expect((curve[5] as number) / (curve[2] as number)).toBeLessThan(1.05);
  const ids: bigint[] = [];
  const pages = everyRow(
    async (cursor: [] | [bigint]) => granted(await event.loans_of_resource(thing.id, cursor, 50)),
    (page) => page.loans,
  );
  for await (const { id } of pages) ids.push(id);
  expect(ids).toHaveLength(300);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => Number(b - a)));
});

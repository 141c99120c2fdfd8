/** Things on two event canisters behind one client: a label is found wherever its thing is. */
import { everyRow } from '@qikcard/client';
import { type EventView, type ResourceView, shardOf } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent } from '../support/doors.ts';
import { person } from '../support/people.ts';
import { earnQik, QIK } from '../support/qik.ts';
import { draftOf, lendingScan, loanOf, ofEvent, ownedBy, usualTerms } from '../support/things.ts';

const HOUR_NS = 3_600_000_000_000n;
const borrower = person('Bo Borrower');
const payer = person('Pia Payer');
let deployment: Deployment;
const events: EventView[] = [];
const things: ResourceView[] = [];

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await earnQik(deployment, [payer], 2n * QIK);
  events.push(await publishEvent(deployment, { name: 'Before' }));
  await deployment.addEventShard();
  const now = await deployment.nowNs();
  const { id } = granted(
    await routed().create_event({
      name: 'After',
      description: '',
      location: 'Annex',
      time_zone: 'Europe/Berlin',
      starts_at_ns: now + HOUR_NS,
      ends_at_ns: now + 6n * HOUR_NS,
      doors_open_ns: [],
      capacity: [],
    }),
  );
  events.push(granted(await routed().publish_event(id)));
});
afterAll(() => deployment?.stop());

const routed = (who = organizer) => deployment.routedEvent(who);

test('a thing of an event is kept where the event is', async () => {
  for (const { id, name } of events) {
    const draft = draftOf(ofEvent(id), { name: `Radio of ${name}` });
    things.push(granted(await routed().create_resource(draft)));
  }
  expect(things.map(({ id }) => shardOf(id))).toEqual([0, 1]);
});

test('a label is found on the shard of its thing, lent and brought back there', async () => {
  const { event } = { event: routed(borrower) };
  for (const thing of things) {
    const [label] = thing.label as [string];
    const found = granted(await event.resolve_label(label, []));
    expect(found.resource.id).toBe(thing.id);
    const out = { resource_id: thing.id, payload: Uint8Array.from(found.token) };
    const loan = loanOf(await event.check_out_resource(lendingScan(out)));
    expect(shardOf(loan.id)).toBe(shardOf(thing.id));
    const desk = granted(await routed().look_up_label(label));
    expect(desk.loans.map(({ id }) => id)).toEqual([loan.id]);
  }
  const mine: bigint[] = [];
  const pages = everyRow(
    (cursor: [] | [bigint]) => event.my_loans(cursor, 1, true),
    (page) => page.loans,
  );
  for await (const { resource_id } of pages) mine.push(resource_id);
  expect(mine.sort()).toEqual(things.map(({ id }) => id).sort());
  for (const thing of things) {
    const back = granted(await event.resolve_label(thing.label[0] ?? '', []));
    const scan = lendingScan({ resource_id: thing.id, payload: Uint8Array.from(back.token) });
    expect(loanOf(await event.check_in_resource(scan))).toHaveProperty('state.Returned');
  }
  expect(await event.resolve_label('0000000000', [])).toEqual({ Err: { UnknownLabel: null } });
});

test('the things of a person are found on all shards, each once', async () => {
  granted(await routed(borrower).create_resource(draftOf(ownedBy(borrower), { name: 'Own lamp' })));
  const names: string[] = [];
  const pages = everyRow(
    async (cursor: [] | [bigint]) => {
      const query = { owner: [] as [], text: '', retired: false };
      return granted(await routed(person('anybody')).list_resources(cursor, 2, query));
    },
    (page) => page.resources,
  );
  for await (const { name } of pages) names.push(name);
  expect(names.sort()).toEqual(['Own lamp', 'Radio of After', 'Radio of Before']);
});

test('a deposit for a thing of the second canister is known there, and settled by it', async () => {
  const { wallet } = deployment.as(payer);
  const of = events[1] as EventView;
  const terms = { ...usualTerms, deposit_e8s: [QIK] as [bigint] };
  const thing = granted(
    await routed().create_resource(draftOf(ofEvent(of.id), { name: 'Dear drone', terms })),
  );
  const purpose = { Deposit: { lender: organizer.principal, reference: thing.name } };
  const { id } = granted(
    await wallet.open_escrow({
      ...{ request_id: new Uint8Array(16).fill(1), amount: QIK, until_ns: 0n, purpose },
      resource_id: [thing.id],
    }),
  );
  await deployment.settle();
  const event = routed(payer);
  expect(await event.free_deposits(thing.id)).toMatchObject([{ id }]);
  const { token } = granted(await event.resolve_label(thing.label[0] ?? '', []));
  const scan = { resource_id: thing.id, payload: Uint8Array.from(token) };
  const loan = loanOf(await event.check_out_resource(lendingScan(scan)));
  expect(loan.deposit).toEqual([{ Held: null }]);
  const taken = lendingScan({ loan_id: [loan.id], resource_id: thing.id });
  expect(loanOf(await routed().check_in_resource(taken)).deposit).toEqual([{ Released: null }]);
  await deployment.settle();
  expect(granted(await wallet.escrow(id)).state).toMatchObject({ Settled: { returned: QIK } });
});

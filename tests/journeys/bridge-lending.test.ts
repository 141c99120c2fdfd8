/** A reader at a lending desk: a pass and a label, over the real bridge to the real canisters. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk, type QikCard } from '@qikcard/client';
import {
  doorCode,
  type EventView,
  labelLink,
  type ResourceView,
  readCode,
} from '@qikcard/contracts';
import {
  type Bridge,
  createBridge,
  createSimulator,
  loadConfig,
  memoryLinkPair,
  type Simulator,
} from 'qikpoint-firmware-bridge';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../../qikpoint-firmware-bridge/src/testing/wait.ts';
import { qikpoint } from '../support/bridge-process.ts';
import { Cable } from '../support/cable.ts';
import { ChipCard } from '../support/chip-card.ts';
import { goLive, guestAt, type Live, openEvent, tokenOf } from '../support/live.ts';
import { person } from '../support/people.ts';
import { draftOf, lendingScan, ofEvent } from '../support/things.ts';

const organizer = person('organizer');
let live: Live;
let olga: QikCard;
let event: EventView;
let cable: Cable;
let configPath: string;
let bridge: Bridge;
let reader: Simulator;
let shown: string[];

beforeAll(async () => {
  live = await goLive(organizer);
  olga = live.as(organizer);
  event = await openEvent(olga);
  cable = new Cable(live.network.host);
  configPath = join(mkdtempSync(join(tmpdir(), 'qikpoint-lend-')), 'config.json');
  const config = {
    network: { ...live.network, host: await cable.start() },
    ...{ eventId: String(event.id), gate: 'Tool store', direction: 'in', mode: 'lend' },
    ...{ spoolPath: 'spool.db', keyPath: 'device.key' },
  };
  writeFileSync(configPath, JSON.stringify(config));
  const request = { event_id: event.id, name: 'Tool store', gate: 'Tool store' };
  const { code } = expectOk(await olga.event.start_pairing(request));
  expect((await qikpoint('enroll', '--code', code, '--config', configPath)).code).toBe(0);
});
afterAll(async () => {
  await cable?.stop();
  await live?.stop();
});

beforeEach(plugIn);
afterEach(async () => {
  cable.mend();
  await unplug();
});

async function plugIn(): Promise<void> {
  const [near, far] = memoryLinkPair();
  shown = [];
  bridge = createBridge(loadConfig(configPath), { link: near });
  reader = createSimulator(far, {
    onShow: ({ title, led }) => shown.push(`${title} ${led.color}`),
  });
  await bridge.start();
  await reader.start();
  await until('reached', () => bridge.status().uplink === 'online');
}
async function unplug(): Promise<void> {
  await reader.stop();
  await bridge.stop();
}

const addThing = async (name: string): Promise<ResourceView> =>
  expectOk(await olga.event.create_resource(draftOf(ofEvent(event.id), { name })));
const labelOf = ({ label }: ResourceView) => labelLink('https://qik.example', label[0] ?? '');
type Guest = Awaited<ReturnType<typeof guestAt>>;
const passOf = async (guest: Guest) => doorCode(await tokenOf(guest));
const outOf = async ({ label }: ResourceView) =>
  expectOk(await olga.event.look_up_label(label[0] ?? '')).loans;

test('two readings hand a thing out, two take it back, and the light says which', async () => {
  const thing = await addThing('Cordless drill');
  const guest = await guestAt(live, event, 'Ada');
  expect(await reader.scanText(await passOf(guest))).toMatchObject({ title: 'Pass read' });
  const lent = await reader.scanText(labelOf(thing));
  expect(lent).toMatchObject({ title: 'Lent', stage: 'final' });
  expect(lent.sentence).toMatch(/^Cordless drill, back by .* Ada\.$/);
  expect(await outOf(thing)).toMatchObject([{ borrower_name: 'Ada', method: { qr: null } }]);

  // The other way round: the thing first.
  expect(await reader.scanText(labelOf(thing))).toMatchObject({ title: 'Thing read' });
  const back = await reader.scanText(await passOf(guest));
  expect(back).toMatchObject({ title: 'Returned', sentence: 'Cordless drill is back. Ada.' });
  expect(await outOf(thing)).toEqual([]);
  expect(shown).toEqual([...['Pass read blue', 'Lent green', 'Thing read blue', 'Returned blue']]);
});

test('a tap of a card does as well as a pass, in both directions; the same tap does nothing more', async () => {
  const thing = await addThing('Torch');
  const guest = await guestAt(live, event, 'Gus');
  const uid = Uint8Array.of(4, 1, 2, 3, 4, 5, 6);
  const keys = expectOk(await olga.event.card_keys({ event_id: event.id, uid }));
  const card = new ChipCard(uid, keys);
  const { payload } = readCode(card.tap()) as { payload: Uint8Array };
  const bound = { registration_id: guest.registration.id, payload, replaces: [] as [] };
  expectOk(await olga.event.bind_card(bound));
  const link = card.tap();
  expect(await reader.scanText(link)).toMatchObject({ title: 'Card read' });
  const lent = await reader.scanText(labelOf(thing));
  expect(lent.sentence).toMatch(/^Torch, back by .* Gus\.$/);
  expect(await outOf(thing)).toMatchObject([{ borrower_name: 'Gus', method: { nfc: null } }]);
  await reader.scanText(link);
  const again = await reader.scanText(labelOf(thing));
  expect(again).toMatchObject({ title: 'Refused', led: { color: 'red' } });
  expect(again.sentence).toBe('This tap was used already. Tap the card again.');
  await reader.scanText(labelOf(thing));
  expect(await reader.scanText(card.tap())).toMatchObject({ title: 'Returned' });
  expect(await outOf(thing)).toEqual([]);
});

test('what cannot be is red: another guest, a used pass, a strange code', async () => {
  const thing = await addThing('Ladder');
  const [ben, cem] = [await guestAt(live, event, 'Ben'), await guestAt(live, event, 'Cem')];
  const pass = await passOf(ben);
  await reader.scanText(pass);
  expect(await reader.scanText(labelOf(thing))).toMatchObject({ title: 'Lent' });
  await reader.scanText(await passOf(cem));
  const taken = await reader.scanText(labelOf(thing));
  expect(taken).toMatchObject({ title: 'Refused', led: { color: 'red' } });
  expect(taken.sentence).toContain('All are lent');
  await reader.scanText(pass);
  const used = await reader.scanText(labelOf(thing));
  expect(used.sentence).toBe('This code was used already. Ask for a fresh one.');
  expect(await reader.scanText('https://qik.example/menu')).toMatchObject({
    title: 'Unknown code',
  });
  await reader.scanText(await passOf(cem));
  expect(await reader.scanText('https://qik.example/l/0000000000')).toMatchObject({
    title: 'Refused',
  });
  expect(await outOf(thing)).toHaveLength(1);
});

test('without a network it is written down, sent later, and counts from then; over a restart too', async () => {
  const [thing, other] = [await addThing('Projector'), await addThing('Tripod')];
  const [dia, eva] = [await guestAt(live, event, 'Dia'), await guestAt(live, event, 'Eva')];
  cable.cut();
  const passes = [await passOf(dia), await passOf(eva)] as const;
  await until('noticed', () => bridge.status().uplink === 'offline', 30_000);
  for (const [pass, which] of [
    [passes[0], thing],
    [passes[1], other],
  ] as const) {
    await reader.scanText(pass);
    const display = await reader.scanText(labelOf(which));
    expect(display).toMatchObject({ title: 'Saved', led: { color: 'amber' }, stage: 'saved' });
  }
  expect(bridge.status().waiting).toBe(2);
  const savedAt = BigInt(Date.now()) * 1_000_000n;
  await unplug();
  // Meanwhile somebody at the desk hands the tripod to somebody else.
  const cem = live.as(person('Cem'));
  const scan = lendingScan({ resource_id: other.id, borrower: [person('Cem').principal] });
  expect(await olga.event.check_out_resource(scan)).toHaveProperty('Lent');
  cable.mend();
  await plugIn();
  await until('sent', () => bridge.status().waiting === 0, 30_000);
  const [loan] = await outOf(thing);
  expect(loan).toMatchObject({ borrower_name: 'Dia' });
  expect((loan?.borrowed_at_ns ?? 0n) <= savedAt).toBe(true);
  expect((await outOf(other)).map(({ borrower_name }) => borrower_name)).toEqual(['Cem']);
  expect((await cem.event.my_loans([], 5, true)).loans).toHaveLength(1);
  const { output } = await qikpoint('status', '--config', configPath);
  const [label] = other.label as [string];
  expect(output).toContain(`does not stand  ${label.slice(0, 5)}-${label.slice(5)}`);
  expect(output).not.toMatch(/Dia|Eva|QK1:/);
});

test('answers that are lost are asked for again: handed out once, and not taken back', async () => {
  const thing = await addThing('Radio');
  const guest = await guestAt(live, event, 'Finn');
  await reader.scanText(await passOf(guest));
  cable.loseAnswers();
  const pending = reader.scanText(labelOf(thing));
  await until('on its way', () => cable.bytesUp > 2_000, 30_000);
  cable.cut();
  await unplug();
  cable.mend();
  await plugIn();
  await until('sent', () => bridge.status().waiting === 0, 30_000);
  await pending.catch(() => {});
  expect(await outOf(thing)).toHaveLength(1);
  const { loans } = expectOk(await olga.event.loans_of_resource(thing.id, [], 10));
  expect(loans).toHaveLength(1);
});

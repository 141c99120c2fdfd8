/** A bridge whose network is cut: it decides by the certified list, and the canister hears of it later. */
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk, type QikCard } from '@qikcard/client';
import { doorCode, type EventView, type FleetDevice, type Registration } from '@qikcard/contracts';
import {
  type Bridge,
  createBridge,
  createSimulator,
  enroll,
  memoryLinkPair,
  type ResolvedConfig,
  type Simulator,
} from 'qikpoint-firmware-bridge';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../qikpoint-firmware-bridge/src/testing/wait.ts';
import { Cable } from '../support/cable.ts';
import { goLive, guestAt, type Live, openEvent, tokenOf } from '../support/live.ts';
import { person } from '../support/people.ts';
import { newPhone, type Phone } from '../support/phone.ts';
import { picture } from '../support/pictures.ts';

const organizer = person('organizer');
let live: Live;
let olga: QikCard;
let event: EventView;
let cable: Cable;
let nearHost: string;
let config: ResolvedConfig;
let bridge: Bridge;
let reader: Simulator;
let shown: string[];

beforeAll(async () => {
  live = await goLive(organizer);
  olga = live.as(organizer);
  cable = new Cable(live.network.host);
  nearHost = await cable.start();
});
afterAll(async () => {
  await cable?.stop();
  await live?.stop();
});
beforeEach(async () => {
  event = await openEvent(live.as(organizer));
  const folder = mkdtempSync(join(tmpdir(), 'qikpoint-alone-'));
  config = {
    network: { ...live.network, host: nearHost },
    eventId: String(event.id),
    ...{ gate: 'North', direction: 'in' },
    ...{ spoolPath: join(folder, 'spool.db'), keyPath: join(folder, 'device.key') },
  };
  const request = { event_id: event.id, name: 'Door', gate: 'North' };
  const { code } = expectOk(await olga.event.start_pairing(request));
  await enroll(config, code);
});
afterEach(async () => {
  cable.mend();
  await reader?.stop();
  await bridge?.stop();
});

async function start(): Promise<void> {
  const [readerEnd, bridgeEnd] = memoryLinkPair();
  shown = [];
  bridge = createBridge(config, { link: bridgeEnd, beatMs: 500 });
  reader = createSimulator(readerEnd, {
    ...{ heartbeatMs: 200, batteryPercent: 81, patienceMs: 4_000 },
    onShow: ({ title, stage }) => shown.push(`${title} (${stage})`),
  });
  await bridge.start();
  await reader.start();
}
type Guest = { card: QikCard; registration: Registration; phone: Phone };
/** A guest whose own phone makes the codes. */
async function guestWithPhone(name: string): Promise<Guest> {
  const guest = await guestAt(live, event, name);
  const phone = newPhone();
  const request = { registration_id: guest.registration.id, public_key: phone.publicKey };
  expectOk(await guest.card.event.bind_holder_key(request));
  return { ...guest, phone };
}
const codeOf = ({ phone, registration }: Guest) =>
  doorCode(phone.pass(registration, BigInt(Date.now()) * 1_000_000n));
/** The bridge's list has so many guests, and their phones. */
async function listed(guests: number): Promise<void> {
  await until('the list is there', () => bridge.status().guestsOnList === guests, 20_000);
  // The keys come a moment after the places.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
}
async function cutOff(): Promise<void> {
  cable.cut();
  await until('offline', () => bridge.status().uplink === 'offline', 30_000);
}
async function sent(): Promise<void> {
  cable.mend();
  await until('sent', () => bridge.status().waiting === 0, 20_000);
}
const counts = async () => {
  const { arrived, inside } = expectOk(await olga.event.get_event(event.id));
  return { arrived, inside };
};
const conflicts = async () =>
  expectOk(await olga.event.conflicts(event.id, true, [], 10)).conflicts;

describe('a bridge without a network', () => {
  test('lets in who is on its list, says that it is not confirmed, and tells the canister later', async () => {
    const ada = await guestWithPhone('Ada');
    await start();
    await listed(1);
    await cutOff();
    const display = await reader.scanText(codeOf(ada));
    expect(display).toMatchObject({ title: 'Let in', stage: 'provisional' });
    expect(display.sentence).toContain('Ada');
    expect(await counts()).toEqual({ arrived: 0, inside: 0 });
    await sent();
    expect(await counts()).toEqual({ arrived: 1, inside: 1 });
    expect(await conflicts()).toEqual([]);
    const log = expectOk(await olga.event.scan_log(event.id, { All: null }, [], 5));
    expect(log.entries[0]).toMatchObject({ kind: { Entered: null }, gate: 'North' });
  });

  test('refuses a second entry, also after it was killed and started again', async () => {
    const ben = await guestWithPhone('Ben');
    // A list with a face on it is a list like any other to a bridge, which gets no faces.
    const face = {
      registration_id: ben.registration.id,
      image: picture({ width: 64, height: 64 }),
    };
    expectOk(await ben.card.event.set_door_photo(face));
    await start();
    await listed(1);
    await cutOff();
    expect(await reader.scanText(codeOf(ben))).toMatchObject({ title: 'Let in' });
    await reader.stop();
    await bridge.stop();
    await start();
    await until('offline', () => bridge.status().uplink === 'offline', 30_000);
    expect(bridge.status().guestsOnList).toBe(1);
    expect(statSync(`${config.spoolPath}.list`).mode & 0o077).toBe(0);
    const again = await reader.scanText(codeOf(ben));
    expect(again).toMatchObject({ title: 'Refused', stage: 'provisional' });
    await sent();
    expect(await counts()).toEqual({ arrived: 1, inside: 1 });
  });

  test('does not let in by a code that it cannot check: saved, not decided', async () => {
    const cleo = await guestAt(live, event, 'Cleo');
    await start();
    await listed(1);
    const token = await tokenOf(cleo);
    await cutOff();
    const display = await reader.scanText(doorCode(token));
    expect(display).toMatchObject({ title: 'Saved', stage: 'saved' });
    await sent();
  });

  test('what the canister would not have done is a conflict, with both sides', async () => {
    const dora = await guestWithPhone('Dora');
    await start();
    await listed(1);
    await cutOff();
    // The organizer has another way to the network.
    expectOk(await olga.event.revoke_registration(dora.registration.id));
    expect(await reader.scanText(codeOf(dora))).toMatchObject({ title: 'Let in' });
    await sent();
    expect(await conflicts()).toMatchObject([
      { kind: { Revoked: null }, gate: 'North', suggested: { Undo: null } },
    ]);
    await until('confirmed', () => shown.at(-1) === 'Admitted (final)', 20_000);
  });
});

describe('a bridge with a network', () => {
  test('reports the phone that it checked, which spares the canister the signature', async () => {
    const emil = await guestWithPhone('Emil');
    expectOk(
      await olga.event.set_pass_policy(event.id, {
        ...{ possession: { Required: null }, checked_by: { Reader: null }, plain_cards: false },
      }),
    );
    await start();
    await listed(1);
    expect(await reader.scanText(codeOf(emil))).toMatchObject({
      title: 'Admitted',
      stage: 'final',
    });
  });

  test('says once a minute how it is: battery, firmware, queue and clock', async () => {
    await start();
    const heartbeat = async () => {
      const [device]: FleetDevice[] = expectOk(await olga.event.fleet(event.id));
      return device.heartbeat[0];
    };
    await expect.poll(async () => (await heartbeat())?.battery_percent).toBe(81);
    expect(await heartbeat()).toMatchObject({ firmware: 'simulator 1', queue_depth: 0 });
    expect((await heartbeat())?.clock_skew_seconds).toBeLessThan(10);
  });
});

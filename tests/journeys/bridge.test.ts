import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk, type QikCard } from '@qikcard/client';
import { doorCode, type EventView } from '@qikcard/contracts';
import { createLog, createSimulator, SerialLink } from 'qikpoint-firmware-bridge';
import QRCode from 'qrcode';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  hasSocat,
  NO_SOCAT,
  PtyPair,
} from '../../qikpoint-firmware-bridge/src/testing/pty-pair.ts';
import { until } from '../../qikpoint-firmware-bridge/src/testing/wait.ts';
import { BridgeProcess, qikpoint } from '../support/bridge-process.ts';
import { Cable } from '../support/cable.ts';
import { goLive, guestAt, type Live, openEvent, tokenOf } from '../support/live.ts';
import { person } from '../support/people.ts';

const organizer = person('organizer');
let live: Live;
let olga: QikCard;
let event: EventView;
let cable: Cable;
let nearHost: string;
let folder: string;
let configPath: string;

beforeAll(async () => {
  live = await goLive(organizer);
  olga = live.as(organizer);
  event = await openEvent(olga);
  cable = new Cable(live.network.host);
  nearHost = await cable.start();
});
afterAll(async () => {
  await cable?.stop();
  await live?.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qikpoint-journey-'));
  configPath = join(folder, 'config.json');
});

function configure(serialPath?: string): void {
  const config = {
    network: { ...live.network, host: nearHost },
    eventId: String(event.id),
    gate: 'North',
    direction: 'in',
    spoolPath: 'spool.db',
    keyPath: 'device.key',
    ...(serialPath ? { reader: { serialPath } } : {}),
  };
  writeFileSync(configPath, JSON.stringify(config));
}

async function pair(): Promise<void> {
  const request = { event_id: event.id, name: 'Door', gate: 'North' };
  const { code } = expectOk(await olga.event.start_pairing(request));
  const { code: exit, output } = await qikpoint('enroll', '--code', code, '--config', configPath);
  expect([exit, output]).toEqual([0, expect.stringContaining('Paired as “Door” at North')]);
}

async function picture(token: Uint8Array): Promise<string> {
  const path = join(folder, 'picture.png');
  await QRCode.toFile(path, doorCode(token), { errorCorrectionLevel: 'Q', width: 280 });
  return path;
}

const counts = async () => {
  const { arrived, inside } = expectOk(await olga.event.get_event(event.id));
  return { arrived, inside };
};
const entries = async (kind: string) => {
  const { entries: all } = await olga.event.feed(event.id, 0n, 100);
  return all.filter((entry) => kind in entry.kind).length;
};

describe('a picture at the door', () => {
  test('a guest is admitted once, leaves, and the exit code says so', async () => {
    configure();
    await pair();
    const guest = await guestAt(live, event, 'Ada');
    const before = await counts();
    const entry = await picture(await tokenOf(guest));
    const scan = (...more: string[]) => qikpoint('scan', entry, '--config', configPath, ...more);

    const first = await scan();
    expect([first.code, first.output]).toEqual([0, expect.stringContaining('Welcome, Ada.')]);
    const second = await scan();
    expect([second.code, second.output]).toEqual([1, expect.stringContaining('✗ Refused')]);
    expect(await counts()).toEqual({ arrived: before.arrived + 1, inside: before.inside + 1 });

    await picture(await tokenOf(guest, 'check_out'));
    const out = await scan('--direction', 'out');
    expect([out.code, out.output]).toEqual([0, expect.stringContaining('Goodbye, Ada.')]);
    expect((await counts()).inside).toBe(before.inside);

    const { output } = await qikpoint('status', '--config', configPath);
    expect(output).toMatch(
      /waiting {7}0\nanswered {6}3, of them refused 1\nlast sync {5}\d+ s ago/,
    );
  });

  test('a device that was never paired admits nobody', async () => {
    configure();
    const path = await picture(await tokenOf(await guestAt(live, event, 'Ben')));
    const before = await counts();
    const { code, output } = await qikpoint('scan', path, '--config', configPath);
    expect([code, output]).toEqual([1, expect.stringContaining('Pair it again')]);
    expect(await counts()).toEqual(before);
  });

  test('a pairing code works once, for one device', async () => {
    configure();
    const request = { event_id: event.id, name: 'Door', gate: 'North' };
    const { code } = expectOk(await olga.event.start_pairing(request));
    expect((await qikpoint('enroll', '--code', code, '--config', configPath)).code).toBe(0);
    folder = mkdtempSync(join(tmpdir(), 'qikpoint-journey-'));
    configPath = join(folder, 'config.json');
    configure();
    const { code: exit, output } = await qikpoint('enroll', '--code', code, '--config', configPath);
    expect([exit, output]).toEqual([2, expect.stringContaining('not known or was used')]);
  });
});

describe.skipIf(!hasSocat)(
  `a reader on a serial line${hasSocat ? '' : ` (skipped: ${NO_SOCAT})`}`,
  () => {
    const serial = new PtyPair();
    const log = createLog('silent');
    let bridge: BridgeProcess;
    let reader: ReturnType<typeof createSimulator>;
    let shown: string[];

    beforeEach(async () => {
      await serial.plug();
      configure(serial.bridgePath);
      await pair();
      bridge = new BridgeProcess(configPath);
      await bridge.start();
      shown = [];
      reader = createSimulator(new SerialLink({ path: serial.readerPath }, log), {
        onShow: ({ title, stage }) => shown.push(`${title} (${stage})`),
      });
      await reader.start();
    });
    afterEach(async () => {
      cable.mend();
      await reader.stop();
      await bridge.end('SIGKILL');
      await serial.unplug();
    });

    test('the verdict of the event canister lights the reader; a stop is clean', async () => {
      const token = await tokenOf(await guestAt(live, event, 'Cleo'));
      const display = await reader.scanText(doorCode(token));
      expect(display).toMatchObject({ title: 'Admitted', sentence: 'Welcome, Cleo.' });
      expect(await bridge.end('SIGTERM')).toBe(0);
      // Names belong on the reader, not in logs; nor do codes.
      expect(bridge.log).not.toMatch(/Cleo|QK1:/);
    });

    test('kill -9 after the acknowledgement: the scan arrives exactly once', async () => {
      const token = await tokenOf(await guestAt(live, event, 'Dora'));
      const [before, entered] = [await counts(), await entries('CheckedIn')];
      cable.cut();
      const pending = reader.scanText(doorCode(token)).catch(() => {});
      await until('acknowledged', () => reader.unacknowledged === 0);
      await bridge.end('SIGKILL');
      expect(await counts()).toEqual(before);
      expect(shown.every((line) => line === 'Saved (saved)')).toBe(true);
      cable.mend();
      await bridge.start();
      await arrived(before.arrived + 1);
      await settled();
      expect(await counts()).toEqual({ arrived: before.arrived + 1, inside: before.inside + 1 });
      expect(await entries('CheckedIn')).toBe(entered + 1);
      await pending;
    });

    test('kill -9 while the answer is on its way: asked again, admitted once, not refused', async () => {
      const token = await tokenOf(await guestAt(live, event, 'Emil'));
      const [before, entered] = [await counts(), await entries('CheckedIn')];
      const refused = await entries('Refused');
      cable.loseAnswers();
      const pending = reader.scanText(doorCode(token)).catch(() => {});
      await arrived(before.arrived + 1);
      await bridge.end('SIGKILL');
      cable.mend();
      await bridge.start();
      await settled();
      expect(await entries('CheckedIn')).toBe(entered + 1);
      expect(await entries('Refused')).toBe(refused);
      const { output } = await qikpoint('status', '--config', configPath);
      expect(output).toContain('answered      1, of them refused 0');
      await pending;
    });

    async function arrived(wanted: number): Promise<void> {
      const end = Date.now() + 15_000;
      while ((await counts()).arrived !== wanted) {
        if (Date.now() > end) throw new Error('the scan did not arrive');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }

    /** Until the spool of the running bridge is empty. */
    async function settled(): Promise<void> {
      const end = Date.now() + 20_000;
      for (;;) {
        const { output } = await qikpoint('status', '--config', configPath);
        if (/waiting {7}0/.test(output)) return;
        if (Date.now() > end) throw new Error(`scans still wait: ${output}`);
      }
    }
  },
);

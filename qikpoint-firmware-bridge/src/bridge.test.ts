import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bridge, createBridge } from './bridge.ts';
import type { ResolvedConfig } from './config.ts';
import type { Display } from './frame/messages.ts';
import type { Link } from './readers/link.ts';
import { memoryLinkPair } from './readers/memory-link.ts';
import { createSimulator, type Simulator } from './simulator/simulator.ts';
import { codeOf, FakeEvent, testConfig } from './testing/fake-event.ts';
import { until } from './testing/wait.ts';

let config: ResolvedConfig;
let event: FakeEvent;
let bridgeEnd: Link;
let reader: Simulator;
let bridge: Bridge;
let shown: string[];

beforeEach(async () => {
  config = testConfig(mkdtempSync(join(tmpdir(), 'qikpoint-bridge-')));
  event = new FakeEvent();
  shown = [];
  let readerEnd: Link;
  [readerEnd, bridgeEnd] = memoryLinkPair();
  const onShow = ({ title, sentence }: Display) => shown.push(`${title}: ${sentence}`);
  reader = createSimulator(readerEnd, { resendMs: 20, patienceMs: 1_000, onShow });
  await reader.start();
  await startBridge();
});
afterEach(async () => {
  await reader.stop();
  await bridge.stop();
});

async function startBridge(): Promise<void> {
  bridge = createBridge(config, { port: event, link: bridgeEnd });
  await bridge.start();
}

test('a guest is admitted and the reader shows green with a sentence', async () => {
  const display = await reader.scanText(codeOf(1));
  expect(display).toMatchObject({ stage: 'final', led: { color: 'green' }, title: 'Admitted' });
  expect(display.sentence).toBe('Welcome, Ada.');
  expect(reader.unacknowledged).toBe(0);
});

test('a second scan of the same code is refused and says why', async () => {
  await reader.scanText(codeOf(1));
  const display = await reader.scanText(codeOf(1));
  expect(display.led.color).toBe('red');
  expect(display.sentence).toMatch(/^This code was already used at .* at North\.$/);
});

test('a text that is no code of ours is refused at once and not kept by the reader', async () => {
  const display = await reader.scanText('https://example.org/menu');
  expect(display.sentence).toContain('not a QikCard code');
  expect([reader.unacknowledged, bridge.status().waiting]).toEqual([0, 0]);
});

test('without a network the reader says saved, never admitted', async () => {
  await bridge.stop();
  event.up = false;
  await startBridge();
  await until('offline', () => bridge.status().uplink === 'offline');
  const display = await reader.scanText(codeOf(2));
  expect(display).toMatchObject({ stage: 'saved', led: { color: 'amber' } });
  expect(new Set(shown)).toEqual(
    new Set(['Saved: No network: saved, will be sent. Not checked yet.']),
  );
  expect([reader.unacknowledged, bridge.status().waiting]).toEqual([0, 1]);
});

test('a network that returns while the guest waits turns saved into the verdict', async () => {
  await bridge.stop();
  event.up = false;
  await startBridge();
  await until('offline', () => bridge.status().uplink === 'offline');
  setTimeout(() => {
    event.up = true;
  }, 50);
  expect(await reader.scanText(codeOf(2))).toMatchObject({ stage: 'final', title: 'Admitted' });
  expect(shown[0]).toMatch(/^Saved/);
});

test('a full disk is said aloud and the reader keeps the scan', async () => {
  await bridge.stop();
  config.freeSpaceMinBytes = Number.MAX_SAFE_INTEGER;
  await startBridge();
  const display = await reader.scanText(codeOf(3));
  expect(display).toMatchObject({ stage: 'trouble', led: { color: 'red' } });
  expect(display.sentence).toContain('NOT saved');
  expect(reader.unacknowledged).toBe(1);
});

test('a scan made while the bridge restarts arrives when it is back, once', async () => {
  await bridge.stop();
  const pending = reader.scanText(codeOf(4));
  expect(reader.unacknowledged).toBe(1);
  await startBridge();
  expect(await pending).toMatchObject({ title: 'Admitted' });
  expect([reader.unacknowledged, event.verdicts.size]).toEqual([0, 1]);
});

test('a door that is turned checks out', async () => {
  bridge.turn('out');
  await bridge.scanText(codeOf(6));
  bridge.turn('in');
  await bridge.scanText(codeOf(7));
  expect(bridge.status().settled).toBe(2);
});

test('a real PNG picture of a code is read and admitted', async () => {
  const png = await QRCode.toBuffer(codeOf(8), { errorCorrectionLevel: 'Q', width: 280 });
  const display = await reader.scanImage(png);
  expect(display.title).toBe('Admitted');
  const shown = await bridge.scanImage(png);
  expect(shown.display.title).toBe('Refused');
});

test('stopping twice and stopping before starting are harmless', async () => {
  await bridge.stop();
  await bridge.stop();
  await createBridge(config, { port: event }).stop();
});

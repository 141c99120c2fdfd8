import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bridge, createBridge } from '../bridge.ts';
import type { ResolvedConfig } from '../config.ts';
import { encodeFrame } from '../frame/frame.ts';
import { type Message, toFrame } from '../frame/messages.ts';
import { FrameParser } from '../frame/parser.ts';
import { fromFrame } from '../frame/read-message.ts';
import { silentLog } from '../log.ts';
import { createSimulator, type Simulator } from '../simulator/simulator.ts';
import { openSpool } from '../spool/libsql-spool.ts';
import { codeOf, FakeEvent, testConfig } from '../testing/fake-event.ts';
import { hasSocat, NO_SOCAT, PtyPair } from '../testing/pty-pair.ts';
import { until } from '../testing/wait.ts';
import { SerialLink } from './serial-link.ts';

describe.skipIf(!hasSocat)(
  `over a real serial line${hasSocat ? '' : ` (skipped: ${NO_SOCAT})`}`,
  () => {
    let pair: PtyPair;
    let config: ResolvedConfig;
    let event: FakeEvent;
    let bridge: Bridge;
    let simulator: Simulator | undefined;
    const lines: SerialLink[] = [];

    beforeEach(async () => {
      pair = new PtyPair();
      await pair.plug();
      config = testConfig(mkdtempSync(join(tmpdir(), 'qikpoint-serial-')));
      config.reader = { serialPath: pair.bridgePath };
      event = new FakeEvent();
      bridge = createBridge(config, { port: event });
      await bridge.start();
    });
    afterEach(async () => {
      await simulator?.stop();
      for (const line of lines.splice(0)) await line.stop();
      await bridge.stop();
      await pair.unplug();
      simulator = undefined;
    });

    async function plugInSimulator(): Promise<Simulator> {
      simulator = createSimulator(new SerialLink({ path: pair.readerPath }, silentLog), {
        resendMs: 50,
      });
      await simulator.start();
      return simulator;
    }

    /** A reader under the test's own control: it sends and records single frames. */
    async function rawReader() {
      const line = new SerialLink({ path: pair.readerPath }, silentLog);
      lines.push(line);
      const heard: Message[] = [];
      const parser = new FrameParser({
        onFrame: (frame) => {
          const message = fromFrame(frame);
          if (message) heard.push(message);
        },
      });
      let up = false;
      await line.start({
        onBytes: (bytes) => parser.push(bytes),
        onUp: () => {
          up = true;
        },
      });
      await until('the line is up', () => up);
      const send = (message: Message) => line.write(encodeFrame(toFrame(message)));
      await send({ kind: 'hello', seq: 0, device: 'raw', boot: new Uint8Array(8), firmware: 't' });
      return { line, heard, send };
    }
    const acks = (heard: Message[]) => heard.filter(({ kind }) => kind === 'ack').length;

    test('a scan reaches the canister and the verdict the reader', async () => {
      const reader = await plugInSimulator();
      expect(await reader.scanText(codeOf(1))).toMatchObject({ stage: 'final', title: 'Admitted' });
    });

    test('the acknowledgement comes only after the scan is on disk', async () => {
      event.up = false;
      const { heard, send } = await rawReader();
      await send({ kind: 'scan', seq: 1, text: codeOf(1) });
      await until('the acknowledgement', () => acks(heard) === 1);
      // Read through a connection of its own, as another process would after a crash.
      const onDisk = openSpool(config.spoolPath);
      expect(onDisk.pending(10)).toHaveLength(1);
      onDisk.close();
    });

    test('a frame that is sent again is acknowledged again and counted once', async () => {
      const { heard, send } = await rawReader();
      for (let i = 0; i < 3; i++) await send({ kind: 'scan', seq: 7, text: codeOf(1) });
      await until('three acknowledgements', () => acks(heard) === 3);
      await until('settled', () => bridge.status().settled === 1);
      expect(event.verdicts.size).toBe(1);
    });

    test('noise on the line costs one frame and the reader sends it again', async () => {
      const { line, heard, send } = await rawReader();
      const broken = encodeFrame(toFrame({ kind: 'scan', seq: 1, text: codeOf(1) }));
      broken[9] ^= 0x10;
      await line.write(broken);
      await send({ kind: 'scan', seq: 1, text: codeOf(1) });
      await until('the acknowledgement', () => acks(heard) === 1);
      expect(bridge.status().settled + bridge.status().waiting).toBe(1);
    });

    test('a scan from a reader that has not said who it is makes the bridge ask', async () => {
      const { line, heard } = await rawReader();
      await bridge.stop();
      bridge = createBridge(config, { port: event });
      await bridge.start();
      await until('asked after the start', () => heard.some(({ kind }) => kind === 'identify'));
      heard.length = 0;
      await line.write(encodeFrame(toFrame({ kind: 'scan', seq: 2, text: codeOf(2) })));
      await until('asked', () => heard.some(({ kind }) => kind === 'identify'));
      expect(acks(heard)).toBe(0);
    });

    test('a reader that is unplugged and plugged in again goes on without help', async () => {
      const reader = await plugInSimulator();
      await reader.scanText(codeOf(1));
      await pair.unplug();
      const whileAway = reader.scanText(codeOf(2));
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(reader.unacknowledged).toBe(1);
      await pair.plug();
      expect(await whileAway).toMatchObject({ title: 'Admitted' });
      expect([reader.unacknowledged, event.verdicts.size]).toEqual([0, 2]);
    }, 15_000);

    test('a bridge started before its reader waits for it', async () => {
      await bridge.stop();
      await pair.unplug();
      bridge = createBridge(config, { port: event });
      await bridge.start();
      await pair.plug();
      const reader = await plugInSimulator();
      expect(await reader.scanText(codeOf(3))).toMatchObject({ title: 'Admitted' });
    }, 15_000);
  },
);

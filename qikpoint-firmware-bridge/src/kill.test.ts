import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readCode } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { createBridge } from './bridge.ts';
import { codeOf, FakeEvent, testConfig } from './testing/fake-event.ts';
import { until } from './testing/wait.ts';
import { idText } from './uplink/uplink.ts';

const SCANS_PER_ROUND = 20;
const ROUNDS = 3;
const hexPayload = (n: number) => idText(readCode(codeOf(n))!.payload);

/** Runs a bridge with a hanging uplink and kills it after so many acknowledged scans. */
async function killedAfter(folder: string, first: number, scans: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'testing', 'killable-bridge.ts');
  const args = ['--import', 'tsx', script, folder, String(first), String(SCANS_PER_ROUND)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line.split(' ')[1]));
    if (acknowledged.length === scans) child.kill('SIGKILL');
  }
  await exit;
  return acknowledged;
}

test('every scan a reader saw acknowledged arrives exactly once after kill -9', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qikpoint-kill-'));
  const acknowledged: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const killAfter = 3 + round * 6;
    acknowledged.push(...(await killedAfter(folder, 1 + round * SCANS_PER_ROUND, killAfter)));
  }
  const event = new FakeEvent();
  const bridge = createBridge(testConfig(folder), { port: event });
  await bridge.start();
  await until('everything sent', () => bridge.status().waiting === 0);
  const verdicts = [...event.verdicts.values()];
  await bridge.stop();
  expect(acknowledged.length).toBeGreaterThanOrEqual(3 + 9 + 15);
  for (const n of acknowledged) expect(event.used.has(hexPayload(n)), `scan ${n}`).toBe(true);
  // Scans that were on disk when the kill came may be more, never fewer, and none is doubled.
  expect(verdicts.every((verdict) => 'Admitted' in verdict)).toBe(true);
}, 60_000);

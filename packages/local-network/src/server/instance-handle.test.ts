import { expect, test } from 'vitest';
import { GENESIS_NS, type InstanceConfig } from '../pocketic/instance-config.ts';
import { InstanceHandle } from './instance-handle.ts';

const config: InstanceConfig = {
  subnets: [{ kind: 'Application', costSchedule: 'Normal' }],
  bitcoindAddresses: [],
  seed: 'x',
  initialTimeNs: GENESIS_NS,
  disableIngressValidation: false,
  systemCanisters: false,
  autoProgressDelayMs: undefined,
  stateDir: undefined,
};
const running = (script: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort, workerData } from 'node:worker_threads';
      const ready = () => parentPort.postMessage({ kind: 'ready', facts: { topology: '' } });
      const fail = (message) => parentPort.postMessage({ kind: 'failed', message });
      ${script}`)}`,
  );
const request = { method: 'GET', path: '/', headers: {}, body: new Uint8Array(0) };

test.each([
  ['throws', "throw new Error('no memory left')", 'could not start: no memory left'],
  ['exits', 'process.exit(3)', 'could not start: exit code 3'],
  ['says why', "fail('The directory is in use'); setInterval(() => {}, 1000)", 'is in use'],
])(
  'an instance whose worker %s at its start is refused with a sentence',
  async (_, script, text) => {
    await expect(InstanceHandle.start(config, running(script))).rejects.toThrow(text);
  },
);

test('requests under way and later ones fail with a sentence when the worker dies', async () => {
  const script = "ready(); parentPort.on('message', () => process.exit(1))";
  const handle = await InstanceHandle.start(config, running(script));
  await expect(handle.request('public', request)).rejects.toThrow('The instance has stopped');
  await expect(handle.request('public', request)).rejects.toThrow('The instance has stopped');
  await handle.stop();
});

test('an instance that reports a defect is ended, even if something keeps its thread alive', async () => {
  const script = "ready(); setInterval(() => {}, 1000); fail('The disk is full')";
  const handle = await InstanceHandle.start(config, running(script));
  await handle.stop();
  await expect(handle.request('public', request)).rejects.toThrow('The disk is full');
});

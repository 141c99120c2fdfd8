import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { assemble } from './assembler.ts';

const PREPARE = `
const { parentPort, workerData } = require('node:worker_threads');
import('tsx/esm/api').then(async ({ register }) => {
  register();
  const { prepareModule } = await import(workerData.module);
  parentPort.once('message', () => {
    prepareModule(workerData.wasm, workerData.folder);
    parentPort.postMessage('prepared');
    parentPort.close();
  });
  parentPort.postMessage('ready');
});`;

const told = (worker: Worker) =>
  new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', resolve);
  });

test('workers of one process that prepare the same module at once all succeed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  try {
    // Large enough that the writers meet: a second one finds the file of the first.
    const names = Array.from({ length: 1_000 }, (_, i) => `canister_query m${i}`);
    const wasm = assemble({ exports: Object.fromEntries(names.map((name) => [name, []])) });
    const module = new URL('./prepare.ts', import.meta.url).href;
    const workers = [1, 2, 3].map(
      () => new Worker(PREPARE, { eval: true, workerData: { module, wasm, folder } }),
    );
    await Promise.all(workers.map(told));
    const answers = Promise.all(workers.map(told));
    for (const worker of workers) worker.postMessage('go');
    expect(await answers).toEqual(['prepared', 'prepared', 'prepared']);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.wasm$/)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

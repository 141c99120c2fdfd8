/** `npm start`: the whole system with a demo, from a fresh clone to pages that answer. */

import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCanisters } from './build/canisters.ts';
import { buildWeb } from './build/web.ts';
import { bringUp, type RunningDemo } from './demo/bring-up.ts';
import { listenForKeys } from './demo/keys.ts';
import { readWalletConfig } from './wallet/configure.ts';

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    reset: { type: 'boolean' },
    once: { type: 'boolean' },
    port: { type: 'string', default: '8000' },
    'event-shards': { type: 'string', default: '1' },
    wallet: { type: 'string' },
  },
});
if (values.help) {
  console.log(`npm start                 bring everything up, keep it running until Ctrl-C
npm start -- --reset      forget the local network's state and begin anew
npm start -- --once       bring everything up, let the simulated reader scan the demo
                          attendee's code, print the verdict and stop; exit code 0 only
                          when the event canister admitted it
npm start -- --port N     serve on another port (8000 by default)
npm start -- --event-shards N
                          run N event canisters (1 by default, 64 at most); new events
                          are made on the last one, and there are never fewer again
npm start -- --wallet FILE
                          set the wallet up as FILE says (docs/operations.md), such as
                          scripts/wallet/networks/local.json
State lives in .qikcard/; QIKCARD_HOME names another folder.`);
  process.exit(0);
}

const home = process.env.QIKCARD_HOME ?? '.qikcard';
const started = Date.now();
const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(7);
const step = (line: string) => console.log(`${elapsed()}  ${line}`);
const detail = (line: string) => console.log(`${' '.repeat(9)}${line}`);

if (!/^([1-9]|[1-5]\d|6[0-4])$/.test(values['event-shards'])) {
  console.error('--event-shards takes a number from 1 to 64.');
  process.exit(1);
}
if (values.reset) rmSync(home, { recursive: true, force: true });

let demo: RunningDemo | undefined;
let stopping: Promise<void> | undefined;
const stop = () => {
  stopping ??= (async () => {
    if (demo) console.log('\nStopping (the state is kept; `npm start -- --reset` forgets it) …');
    await demo?.stop();
  })();
  return stopping;
};

try {
  step('Building canisters …');
  await buildCanisters([], detail);
  step('Building the web app …');
  await buildWeb(detail);
  const eventShards = Number(values['event-shards']);
  const wallet = values.wallet === undefined ? {} : { wallet: readWalletConfig(values.wallet) };
  const port = Number(values.port);
  demo = await bringUp({ home, port, eventShards, evening: true, ...wallet }, step, detail);
  const ready = `QikCard is ready: ${demo.webUrl}`;
  if (values.once) {
    console.log(ready);
    step('Scanning the demo attendee’s code …');
    const admitted = await demo.admitAttendee();
    await stop();
    process.exit(admitted ? 0 : 1);
  }
  demo.printGuide(elapsed().trim());
  console.log(ready);
  const quit = listenForKeys({
    s: () => demo?.scanAttendee().catch((error: Error) => console.error(`  ${error.message}`)),
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), quit]);
  await stop();
  process.exit(0);
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error);
  const hint = problem.startsWith('Port ') ? '; choose another: npm start -- --port 8001' : '';
  console.error(`\n${problem}${hint}`);
  if (process.env.DEBUG) console.error(error);
  await stop().catch(() => {});
  process.exit(1);
}

/**
 * A bridge to be killed: prints a line once its reader's scan is acknowledged. Its uplink hangs,
 * so that the kill always comes between acknowledgement and upload.
 */
import { createBridge } from '../bridge.ts';
import { memoryLinkPair } from '../readers/memory-link.ts';
import { createSimulator } from '../simulator/simulator.ts';
import { codeOf, testConfig } from './fake-event.ts';
import { until } from './wait.ts';

const [folder, first, count] = process.argv.slice(2);
const never = () => new Promise<never>(() => {});
const [readerEnd, bridgeEnd] = memoryLinkPair();
const reader = createSimulator(readerEnd, { patienceMs: 60_000 });
const bridge = createBridge(testConfig(folder), {
  link: bridgeEnd,
  port: { submit: never, reach: never },
});
await reader.start();
await bridge.start();
for (let n = Number(first); n < Number(first) + Number(count); n++) {
  reader.scanText(codeOf(n)).catch(() => {});
  await until('acknowledged', () => reader.unacknowledged === 0);
  console.log(`acknowledged ${n}`);
}
await never();

/** `qikpoint run`: the daemon. Ends cleanly on SIGTERM and SIGINT. */
import { once } from 'node:events';
import { createBridge } from '../bridge.ts';
import type { ResolvedConfig } from '../config.ts';
import type { Shown } from '../desk.ts';
import { createLog } from '../log.ts';
import { symbolOf, takesColors, terminalLine } from '../verdict/terminal.ts';

export async function run(config: ResolvedConfig): Promise<number> {
  const log = createLog();
  const bridge = createBridge(config, { log, onShown: printShown });
  const ended = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await bridge.start();
  const { gate, direction, eventId, mode = 'door' } = config;
  log.info({ device: bridge.deviceId, gate, direction, eventId, mode }, 'bridge runs');
  await ended;
  await bridge.stop();
  log.info('bridge stopped');
  return 0;
}

/** Names go to a person's terminal only: other outputs end up in logs. */
function printShown({ display, latencyMs }: Shown): void {
  if (process.stdout.isTTY) {
    console.log(terminalLine(display, takesColors(process.stdout), latencyMs));
  } else {
    console.log(`${symbolOf(display)} ${display.title}`);
  }
}

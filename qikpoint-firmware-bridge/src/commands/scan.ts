/** `qikpoint scan picture.png`: one picture through spool and uplink to the event canister. */
import { readFileSync } from 'node:fs';
import { createBridge } from '../bridge.ts';
import type { ResolvedConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { takesColors, terminalLine } from '../verdict/terminal.ts';

/** 0: admitted or checked out. 1: refused. 2: no verdict (saved and waiting, or unreadable). */
export type ScanExit = 0 | 1 | 2;

/** Prints the verdict and gives the exit code. Works beside a bridge that runs on the same spool. */
export async function scanPicture(config: ResolvedConfig, picture: string): Promise<ScanExit> {
  const bytes = readFileSync(picture);
  // The reader's line belongs to the running bridge.
  const bridge = createBridge({ ...config, reader: undefined }, { log: createLog('error') });
  await bridge.start();
  try {
    const { display, verdict, latencyMs } = await bridge.scanImage(bytes);
    console.log(terminalLine(display, takesColors(process.stdout), latencyMs));
    if (verdict === undefined) return 2;
    return 'Refused' in verdict ? 1 : 0;
  } finally {
    await bridge.stop();
  }
}

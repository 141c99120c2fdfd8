import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PocketIcServer } from '@dfinity/pic';

/** The `pocket-ic` stand-in of this project. */
export const ownPocketIc = resolve(
  import.meta.dirname,
  '../../packages/local-network/bin/pocket-ic.mjs',
);

/**
 * Starts a PocketIC server: the binary that `POCKET_IC_BIN` names, else this project's engine.
 * The client names its port file after the parent process, which test files share; each gets a
 * temporary directory of its own, so that one file cannot stop the server of another.
 */
export async function startPocketIc(
  options: Parameters<typeof PocketIcServer.start>[0] = {},
): Promise<PocketIcServer> {
  const before = process.env.TMPDIR;
  const own = mkdtempSync(join(tmpdir(), 'pocket-ic-'));
  process.env.TMPDIR = own;
  let server: PocketIcServer;
  try {
    server = await PocketIcServer.start({
      ...options,
      binPath: options.binPath ?? process.env.POCKET_IC_BIN ?? ownPocketIc,
    });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  const stop = server.stop.bind(server);
  server.stop = async () => {
    await stop();
    rmSync(own, { recursive: true, force: true });
  };
  return server;
}

/** Command line of the `pocket-ic` stand-in; options as in the real server. */
import { parseArgs } from 'node:util';
import { RestServer } from '../server/rest-server.ts';
import { stopOnSignal } from './on-signal.ts';
import { claimPortFile, releasePortFile, writePort } from './port-file.ts';

const HELP = `Usage: pocket-ic [options]

Serves the PocketIC REST API with the embedded engine of this project.

  --port-file <path>   write the port to this file; exit silently if a server has it already
  --ttl <seconds>      exit after this time without requests (default 60)
  --port <port>        listen on this port (default: a free one)
  --ip-addr <address>  bind to this address (default 127.0.0.1)
  --help               show this text
`;

/** Runs the server until it is idle for its time to live, or a signal stops it. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      'port-file': { type: 'string' },
      ttl: { type: 'string', default: '60' },
      port: { type: 'string', short: 'p', default: '0' },
      'ip-addr': { type: 'string', short: 'i', default: '127.0.0.1' },
      'log-levels': { type: 'string', short: 'l' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const portFile = values['port-file'];
  if (portFile !== undefined && !(await claimPortFile(portFile))) return;
  const server = new RestServer(values['ip-addr']);
  const port = await server.listen(Number(values.port));
  const stop = stopOnSignal(async () => {
    await server.stop();
    if (portFile !== undefined) releasePortFile(portFile, port);
  });
  exitWhenIdle(server, Number(values.ttl), stop);
  if (portFile !== undefined) writePort(portFile, port);
  console.log(`The local network listens on ${values['ip-addr']}:${port}`);
}

/** Keeps a crashed test runner from leaving servers behind. */
function exitWhenIdle(server: RestServer, ttlSeconds: number, stop: () => void): void {
  const watch = setInterval(
    () => {
      if (server.idleMs() <= ttlSeconds * 1_000) return;
      clearInterval(watch);
      stop();
    },
    Math.min(1_000, Math.max(100, ttlSeconds * 500)),
  );
}

/** The `qikpoint` command. */
import { parseArgs } from 'node:util';
import { QikCardError } from '@qikcard/client';
import { enrollCommand } from './commands/enroll.ts';
import { run } from './commands/run.ts';
import { scanPicture } from './commands/scan.ts';
import { status } from './commands/status.ts';
import { ConfigError, loadConfig } from './config.ts';

const HELP = `qikpoint run                      read the door until SIGTERM
qikpoint enroll --code XXXXXXXX   pair this device with the event
qikpoint status                   what waits, what was answered, how fast
qikpoint scan picture.png         one picture; exit code 0 only when admitted or checked out
  --config FILE                   ./config.json when absent
  --direction in|out              instead of the config's`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config.json' },
      code: { type: 'string' },
      direction: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, operand] = positionals;
  if (values.help || command === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const config = loadConfig(values.config);
  if (values.direction === 'in' || values.direction === 'out') config.direction = values.direction;
  else if (values.direction) throw new ConfigError(['--direction must be in or out.']);
  if (command === 'run') return run(config);
  if (command === 'status') return status(config);
  if (command === 'enroll' && values.code) return enrollCommand(config, values.code);
  if (command === 'scan' && operand) return scanPicture(config, operand);
  console.error(HELP);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof ConfigError || error instanceof QikCardError;
  console.error(known || !process.env.DEBUG ? (error as Error).message : error);
  process.exitCode = 2;
}

/** `npm run scan -- picture.png`: reads a real picture and lets the demo's door decide. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, scanPicture } from 'qikpoint-firmware-bridge';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    config: { type: 'string' },
    direction: { type: 'string' },
  },
});
const [picture] = positionals;
const { direction } = values;
const wrongDirection = direction !== undefined && direction !== 'in' && direction !== 'out';
if (values.help || picture === undefined || wrongDirection) {
  console.log(`npm run scan -- picture.png             scan a PNG or JPEG at the demo's door
npm run scan -- picture.png --direction out   let the guest leave
  --config FILE   another bridge's config (.qikcard/bridge/config.json when absent)
Exit code 0: admitted or checked out. 1: refused. 2: no verdict.`);
  process.exit(values.help ? 0 : 2);
}

const home = process.env.QIKCARD_HOME ?? '.qikcard';
const path = values.config ?? join(home, 'bridge', 'config.json');
try {
  if (!existsSync(path)) throw new Error(`${path} is not there. Run npm start first.`);
  const config = loadConfig(path);
  process.exitCode = await scanPicture(
    direction && !wrongDirection ? { ...config, direction } : config,
    picture,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

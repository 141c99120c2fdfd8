// Plain JavaScript on purpose: it runs before anything is installed. It checks Node, installs what
// the lockfile names (no install scripts), then hands over to scripts/<command>.ts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [command, ...args] = process.argv.slice(2);
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `QikCard needs Node 20.19 or newer; this is ${process.version}. Install Node 22 or 24 from your system or nodejs.org.`,
  );
  process.exit(1);
}

const stamp = 'node_modules/.qikcard-lock';
const lockHash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash) {
  console.log('Installing packages (about a minute the first time) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const install = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    console.error('npm could not install the packages: check the network and the lines above.');
    process.exit(install.status ?? 1);
  }
  writeFileSync(stamp, lockHash);
}

const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${command}.ts`, ...args], {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to the whole group; the child decides when it has stopped cleanly.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

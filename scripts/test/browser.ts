/** A browser for the tests: an installed one, else apt as root, else playwright's own download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const browserAdvice =
  'The browser tests need Chrome or Chromium. Install one (Debian/Ubuntu: sudo apt-get install chromium; ' +
  'macOS: brew install --cask google-chrome), or set CHROME_PATH to its executable.';

/** Path of an installed Chrome or Chromium. */
export function findBrowser(): string | undefined {
  const asked = process.env.CHROME_PATH;
  if (asked) return existsSync(asked) ? asked : undefined;
  const folders = (process.env.PATH ?? '').split(':');
  const candidates = [...folders.flatMap((folder) => NAMES.map((n) => join(folder, n))), ...MAC];
  return candidates.find((candidate) => existsSync(candidate)) ?? downloaded();
}

function downloaded(): string | undefined {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const path: string = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Finds or installs a browser; throws a sentence that says what to do when it cannot. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No browser found; installing Debian’s chromium (about a minute) …');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    spawnSync('apt-get', packages, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } else {
    console.log('No browser found; asking playwright for its own (about 150 MB) …');
    spawnSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
      stdio: 'inherit',
    });
  }
  const installed = findBrowser();
  if (!installed) throw new Error(browserAdvice);
  return installed;
}

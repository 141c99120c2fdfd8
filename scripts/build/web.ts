import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentHash } from './inputs.ts';

const root = resolve(import.meta.dirname, '../..');

/** The web apps: the product, and the identity page that stands in for Internet Identity locally. */
const apps = [
  { name: 'frontend', config: 'frontend/vite.config.ts' },
  { name: 'identity', config: 'frontend/identity/vite.config.ts' },
];

/** Builds what has changed into dist/frontend and dist/identity. */
export async function buildWeb(report: (line: string) => void = console.log): Promise<void> {
  const inputs = contentHash(root, [
    'frontend',
    'packages/contracts/src',
    'packages/client/src',
    'package-lock.json',
    'tsconfig.json',
  ]);
  for (const app of apps) {
    const record = join(root, 'dist', `${app.name}.json`);
    const index = join(root, 'dist', app.name, 'index.html');
    if (existsSync(record) && existsSync(index)) {
      if (JSON.parse(readFileSync(record, 'utf8')).inputs === inputs) continue;
    }
    const started = Date.now();
    await buildForProduction(join(root, app.config));
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(record, `${JSON.stringify({ inputs })}\n`);
    report(`  built ${app.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** A test runner names its environment, which Vite would take for a wish: React's own checks, built in. */
async function buildForProduction(configFile: string): Promise<void> {
  const named = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const { build } = await import('vite');
    await build({ configFile, logLevel: 'warn' });
  } finally {
    if (named === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = named;
  }
}

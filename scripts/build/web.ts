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
    const { build } = await import('vite');
    await build({ configFile: join(root, app.config), logLevel: 'warn' });
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(record, `${JSON.stringify({ inputs })}\n`);
    report(`  built ${app.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

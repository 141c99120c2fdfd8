/** A browser, built pages and eyes for the browser tests. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildWeb } from '../../scripts/build/web.ts';
import { readHeaderRules } from '../../scripts/deploy/assets.ts';
import { browserAdvice, findBrowser } from '../../scripts/test/browser.ts';

const root = resolve(import.meta.dirname, '../..');
const pictures = join(root, 'test-output');

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the installed Chrome or Chromium with a fresh profile. */
export async function openBrowser(extraFlags: string[] = []): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(browserAdvice);
  return chromium.launch({ executablePath, args: [...flags, ...extraFlags] });
}

/** Builds the web apps when their sources have changed; gives the folders they are in. */
export async function builtWeb(): Promise<{ frontend: string; identity: string }> {
  await buildWeb(() => {});
  return { frontend: join(root, 'dist/frontend'), identity: join(root, 'dist/identity') };
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything wrong by WCAG 2.2 AA, one line per element; empty is good. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // A theme that was just switched is painted a frame later; before that axe reads two at once.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  // All frames are of our own origin: no page of its own to gather what they found, and nothing is
  // told about what is right. Both take longer than looking.
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: AXE_TAGS }, resultTypes: ['violations'] })
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** Keeps a picture of the page in test-output/, where somebody looks: `QIKCARD_PICTURES=no` makes none. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (process.env.QIKCARD_PICTURES === 'no') return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export type Site = { url: string; close(): Promise<void> };

/**
 * Serves a built app as an asset canister does: its own headers, index.html for unknown paths.
 * `extra` adds files by path, such as `/qikcard.json`.
 */
export async function serveBuilt(
  folder: string,
  extra: Record<string, unknown> = {},
): Promise<Site> {
  const [rule] = readHeaderRules(folder);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [name, value] of Object.entries(rule?.headers ?? {}))
      response.setHeader(name, value);
    if (path in extra) {
      response.setHeader('Content-Type', 'application/json');
      return response.end(JSON.stringify(extra[path]));
    }
    const file = fileFor(folder, path);
    if (!file) return response.writeHead(404).end();
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, close: () => closed(server) };
}

function fileFor(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  if (file.startsWith(folder) && existsSync(file) && statSync(file).isFile()) return file;
  return extname(path) === '' ? join(folder, 'index.html') : undefined;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => {
    server.close(() => done());
  });
}

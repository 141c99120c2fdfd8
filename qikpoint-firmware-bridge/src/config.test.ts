import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canisterNames } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig, resolveConfig } from './config.ts';

const network = {
  host: 'http://127.0.0.1:8000',
  canisters: Object.fromEntries(canisterNames.map((name) => [name, 'aaaaa-aa'])),
  rootKey: '00',
  gatewayUrl: 'http://127.0.0.1:8000',
};
const valid = {
  network: '../network.json',
  eventId: '1',
  gate: 'North',
  direction: 'in',
  reader: { serialPath: '/dev/serial/by-id/usb-qikpoint' },
  spoolPath: 'spool.db',
  keyPath: 'device.key',
};

function problemsOf(config: unknown): string[] {
  try {
    resolveConfig(config, '/etc/qikpoint');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

test('a config names its network beside it, and its paths start at the file', () => {
  const home = mkdtempSync(join(tmpdir(), 'qikpoint-config-'));
  mkdirSync(join(home, 'bridge'));
  writeFileSync(join(home, 'network.json'), JSON.stringify(network));
  writeFileSync(join(home, 'bridge', 'config.json'), JSON.stringify(valid));
  const config = loadConfig(join(home, 'bridge', 'config.json'));
  expect(config.network.host).toBe(network.host);
  expect(config.spoolPath).toBe(join(home, 'bridge', 'spool.db'));
  expect(config.reader?.serialPath).toBe('/dev/serial/by-id/usb-qikpoint');
});

test('every mistake is named at once', () => {
  expect(problemsOf({ network: {}, eventId: 1, gate: '', direction: 'up', gait: 'N' })).toEqual([
    '"eventId" must be digits in quotes.',
    '"gate" must be a name of 1 to 40 characters.',
    '"direction" must be "in" or "out".',
    '"spoolPath" must say where scans are saved.',
    '"keyPath" must say where the device key is kept.',
    '"gait" is not a field of the config.',
    '"network.host" must be a URL such as "https://icp-api.io".',
    `"network.canisters" lacks ${canisterNames.join(', ')}.`,
  ]);
});

test('a missing file and broken JSON are said in a sentence', () => {
  expect(() => loadConfig('/nowhere/config.json')).toThrow('cannot be read: /nowhere/config.json');
  expect(problemsOf({ ...valid, network: 'gone.json' })).toEqual([
    'The network description cannot be read: /etc/qikpoint/gone.json',
  ]);
  expect(problemsOf([])).toContain('The config must be a JSON object.');
});

import { readFileSync } from 'node:fs';
import AjvDraft7 from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const options = { strict: false, validateFormats: false, allErrors: true };
const dfxSchema = () => JSON.parse(read('tests/data/dfx-json-schema.json'));
const icpSchema = () => JSON.parse(read('tests/data/icp-yaml-schema.json'));

test('dfx.json is valid against the schema of the dfx project', () => {
  const validate = new AjvDraft7(options).compile(dfxSchema());
  validate(JSON.parse(read('dfx.json')));
  expect(validate.errors ?? []).toEqual([]);
});

test('icp.yaml is valid against the schema of the icp CLI', () => {
  const validate = new Ajv2020(options).compile(icpSchema());
  validate(parse(read('icp.yaml')));
  expect(validate.errors ?? []).toEqual([]);
});

test('the schemas refuse a manifest that is wrong', () => {
  const dfx = new AjvDraft7(options).compile(dfxSchema());
  expect(dfx({ canisters: { auth: { type: 'custom', build: 7 } } })).toBe(false);
  const icp = new Ajv2020(options).compile(icpSchema());
  expect(icp({ canisters: [{ name: 'auth', build: 7 }] })).toBe(false);
});

test('dfx.json and icp.yaml build the same canisters with the same script', () => {
  const dfx: Record<string, { type: string; build: string }> = JSON.parse(
    read('dfx.json'),
  ).canisters;
  const icp: { name: string; build: { steps: { command: string }[] } }[] = parse(
    read('icp.yaml'),
  ).canisters;
  const fromDfx = Object.entries(dfx)
    .filter(([, canister]) => canister.type === 'custom')
    .map(([name, { build }]) => [name, build]);
  const fromIcp = icp.map(({ name, build }) => [
    name,
    build.steps[0].command.replace(' --output "$ICP_WASM_OUTPUT_PATH"', ''),
  ]);
  expect(fromIcp).toEqual(fromDfx);
});

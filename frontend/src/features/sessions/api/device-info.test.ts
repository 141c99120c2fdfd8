import { expect, test } from 'vitest';
import { describeDevice } from './device-info.ts';

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
test.each([
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) ${webkit} Version/18.0 Safari/604.1`,
    'Safari · iPhone',
    'Phone',
  ],
  [
    `Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/130.0 Mobile Safari/537.36`,
    'Chrome · Android',
    'Phone',
  ],
  [
    `Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/130.0 Safari/537.36`,
    'Chrome · Android',
    'Tablet',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/130.0 Safari/537.36 Edg/130.0`,
    'Edge · Windows',
    'Computer',
  ],
  ['Mozilla/5.0 (Macintosh; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Mac', 'Computer'],
  ['something else', 'QikCard', 'Other'],
])('%s is known again', (agent, name, kind) => {
  expect(describeDevice(agent)).toEqual({ name, kind: { [kind]: null } });
});

import type { PushSubscription } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { problemOfSubscription } from './push.ts';

const good: PushSubscription = {
  endpoint: 'https://push.example.org/send/abc',
  p256dh: new Uint8Array(65).fill(4),
  auth: new Uint8Array(16),
  name: ['Chrome · Linux'],
};

test('a subscription of a browser is accepted, with a name or without', () => {
  expect(problemOfSubscription(good)).toBeUndefined();
  expect(problemOfSubscription({ ...good, name: [] })).toBeUndefined();
});

test.each([
  ['endpoint', { endpoint: 'http://push.example.org/' }],
  ['endpoint', { endpoint: 'https://10.0.0.1/' }],
  ['endpoint', { endpoint: 'https://localhost/' }],
  ['endpoint', { endpoint: 'https://push.example.org:22/' }],
  ['endpoint', { endpoint: `https://push.example.org/${'x'.repeat(512)}` }],
  ['p256dh', { p256dh: new Uint8Array(64).fill(4) }],
  ['p256dh', { p256dh: new Uint8Array(65).fill(2) }],
  ['auth', { auth: new Uint8Array(17) }],
  ['name', { name: [' '] as [string] }],
  ['name', { name: ['x'.repeat(65)] as [string] }],
  ['name', { name: ['Line\u202eeniL'] as [string] }],
])('a wrong %s is refused: %j', (field, change) => {
  expect(problemOfSubscription({ ...good, ...change })).toMatchObject({ Invalid: { field } });
});

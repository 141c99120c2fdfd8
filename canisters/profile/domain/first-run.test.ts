import { CONSENT_VERSION, type FirstRunStep } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { advanced, notBegun } from './first-run.ts';

const consented: FirstRunStep = { Consented: CONSENT_VERSION };

test('nobody is through before they agreed', () => {
  expect(advanced(notBegun, { Finished: null }, 1n)).toMatchObject({ Err: { Invalid: {} } });
});

test('steps add up, and repeating one changes nothing', () => {
  const steps: FirstRunStep[] = [{ Named: null }, consented, { Finished: null }];
  let row = notBegun;
  for (const step of [...steps, ...steps]) {
    const next = advanced(row, step, row.consent ? 9n : 5n);
    if ('Err' in next) throw new Error('refused');
    row = next.Ok;
  }
  expect(row).toEqual({
    named: true,
    consent: { version: CONSENT_VERSION, atNs: 5n },
    finished: true,
  });
});

test('nobody agrees to a text that does not exist', () => {
  for (const version of [0, CONSENT_VERSION + 1]) {
    expect(advanced(notBegun, { Consented: version }, 1n)).toMatchObject({ Err: { Invalid: {} } });
  }
});

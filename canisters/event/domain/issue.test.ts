import type { EventRefusal, Purpose } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { NOW, openDoor, registered } from './fixtures.ts';
import { type Asker, problemOfIssuing } from './issue.ts';

const asker: Asker = { isHolder: true, suspended: false, nowNs: NOW };
const inside = { ...registered, inside: true };
const over = { ...openDoor, endsAtNs: NOW };

describe('a token is issued', () => {
  test('to the holder of a registration', () => {
    expect(problemOfIssuing('check_in', registered, openDoor, asker)).toBeUndefined();
    expect(problemOfIssuing('check_out', registered, openDoor, asker)).toBeUndefined();
  });

  test('to whoever is inside, so that leaving is always possible', () => {
    const revoked = { ...inside, revoked: true };
    const suspended = { ...asker, suspended: true };
    expect(problemOfIssuing('check_out', revoked, over, suspended)).toBeUndefined();
  });
});

describe('no token is issued', () => {
  test.each<[string, Purpose, Partial<Asker>, object, EventRefusal]>([
    ['to anybody else', 'check_in', { isHolder: false }, {}, { Forbidden: null }],
    ['to a suspended holder', 'check_in', { suspended: true }, {}, { HolderSuspended: null }],
    [
      'for a revoked registration',
      'check_in',
      {},
      { revoked: true },
      { RegistrationRevoked: null },
    ],
    [
      'for lending: a thing has tokens of its own',
      'resource_checkout',
      {},
      {},
      { Invalid: { field: 'purpose', problem: 'a thing has tokens of its own' } },
    ],
  ])('%s', (_, purpose, who, registration, refusal) => {
    const row = { ...registered, ...registration };
    expect(problemOfIssuing(purpose, row, openDoor, { ...asker, ...who })).toEqual(refusal);
  });

  test('after the end', () => {
    expect(problemOfIssuing('check_in', registered, over, asker)).toEqual({
      EventOver: { ended_at_ns: NOW },
    });
  });
});

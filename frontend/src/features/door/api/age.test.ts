import {
  type CheckInList,
  passPayload,
  plainCardPayload,
  type RuleNode,
  type ScanRefusal,
} from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { ageAsked, agesOf } from './age.ts';

const pass = passPayload({ registrationId: 7n, step: 1, signature: new Uint8Array(64) });
const refused = (rule: string): ScanRefusal => ({ RuleRefused: { rule } });
const listWith = (...rules: RuleNode[]): CheckInList => ({
  ...{ id: 1n, name: '', gates: [], ticket_types: [], from_ns: [], until_ns: [], rules },
  ...{ multi_entry: false, zone_moves: false },
});

test('staff are offered the age that a rule asks for, in a group, too', () => {
  expect(ageAsked(refused('min-age:18'), { payload: pass })).toEqual({
    registrationId: 7n,
    years: 18,
  });
  expect(ageAsked(refused('any,min-age:16,max-entries-day:2'), { payload: pass })?.years).toBe(16);
  expect(ageAsked(refused('all,min-age:16,min-age:21'), { payload: pass })?.years).toBe(21);
});

test('and nothing where an age would not help, or the code does not say whose it is', () => {
  expect(ageAsked(refused('max-entries-day:2'), { payload: pass })).toBeUndefined();
  expect(ageAsked(refused('not,min-age:18'), { payload: pass })).toBeUndefined();
  expect(ageAsked({ Revoked: null }, { payload: pass })).toBeUndefined();
  const card = plainCardPayload(Uint8Array.of(1, 2, 3, 4));
  expect(ageAsked(refused('min-age:18'), { payload: card })).toBeUndefined();
});

test('a plan says which ages its lists ask for', () => {
  const lists = [listWith({ MinAge: 18 }, { Not: null }, { MinAge: 16 }), listWith({ MinAge: 18 })];
  expect(agesOf({ lists })).toEqual([16, 18]);
  expect(agesOf({ lists: [listWith()] })).toEqual([]);
});

import { IDL } from '@dfinity/candid';
import { describe, expect, test } from 'vitest';
import { authApi } from './auth.ts';
import type { Method } from './candid.ts';
import { eventApi } from './event.ts';
import { profileApi } from './profile.ts';
import { wireOf } from './wire.ts';
import { guardMessage } from './wire-guard.ts';
import { planOf } from './wire-plan.ts';

const didl = (...bytes: number[]) => Uint8Array.of(0x44, 0x49, 0x44, 0x4c, ...bytes);
/** 2^28 - 1 */
const MANY = [0xff, 0xff, 0xff, 0x7f];

describe('a message with types of its own', () => {
  test('of every method of ours passes', () => {
    for (const api of [authApi, eventApi, profileApi] as Record<string, Method>[]) {
      for (const [name, { args }] of Object.entries(api)) {
        if (name.startsWith('icrc21')) continue;
        const samples = args.map((type) => planOf(type).sample);
        const message = Uint8Array.from(IDL.encode(args, samples));
        expect(() => guardMessage(message), name).not.toThrow();
      }
    }
  });
  test.each([
    ['nulls', didl(1, 0x6d, 0x7f, 1, 0, ...MANY)],
    ['reserved values', didl(1, 0x6d, 0x70, 1, 0, ...MANY)],
    ['empty records', didl(2, 0x6d, 1, 0x6c, 0, 1, 0, ...MANY)],
    ['records of nulls', didl(2, 0x6d, 1, 0x6c, 1, 0, 0x7f, 1, 0, ...MANY)],
  ])('that claims a long vector of %s is refused at once', (_, message) => {
    expect(() => guardMessage(message)).toThrow('a vector of nothing');
    // On every method, in front of the arguments and behind them.
    expect(() => wireOf(authApi.me as Method).decodeArgs(message)).toThrow('a vector of nothing');
    expect(() => wireOf(authApi.set_maintenance as Method).decodeArgs(message)).toThrow();
  });
  test('that multiplies its fields by records in records is refused', () => {
    // Eight records of ten records each: a hundred million fields in no bytes at all.
    const records = Array.from({ length: 8 }, (_, i) => [
      0x6c,
      10,
      ...Array.from({ length: 10 }, (_, field) => [field, i < 7 ? i + 1 : 0x7f]).flat(),
    ]);
    expect(() => guardMessage(didl(8, ...records.flat(), 1, 0))).toThrow('too many fields');
    expect(() => guardMessage(didl(1, 0x6c, 1, 0, 0, 1, 0))).toThrow('holds itself');
    expect(() => guardMessage(didl(1, 0x6e, 0, 1, 0, 1, 1, 1, 0))).toThrow('holds itself');
    expect(() => guardMessage(new Uint8Array(70_000))).toThrow('too large');
  });
  test('with more types, fields or arguments than anybody needs is refused', () => {
    expect(() => guardMessage(didl(0xff, 0x7f))).toThrow('too many types');
    expect(() => guardMessage(didl(1, 0x6c, 0xff, 0x7f))).toThrow('too many fields');
    expect(() => guardMessage(didl(0, 0x7f))).toThrow('too many arguments');
    expect(() => guardMessage(didl(1, 0x6a, 0, 0, 0, 0))).toThrow('not taken');
    expect(() => guardMessage(didl(3, 0x6d))).toThrow('ends too early');
  });
});

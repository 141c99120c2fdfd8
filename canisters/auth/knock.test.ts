import { SIGN_INS_PER_MINUTE, SIGN_INS_PER_MINUTE_ALTOGETHER } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { knock } from './knock.ts';

const SECOND = 1_000_000_000n;
const signIns = () => knock(SIGN_INS_PER_MINUTE, SIGN_INS_PER_MINUTE_ALTOGETHER);
const crowd = Array.from(
  { length: SIGN_INS_PER_MINUTE_ALTOGETHER / SIGN_INS_PER_MINUTE },
  (_, i) => `member ${i}`,
);

test('when everybody signs in at once, the next ones wait, and not for long', () => {
  const knocks = signIns();
  for (const who of crowd) {
    for (let i = 0; i < SIGN_INS_PER_MINUTE; i++) expect(knocks(who, 0n)).toBeUndefined();
  }
  const wait = knocks('somebody else', 0n);
  expect(wait).toBe(1);
  expect(knocks('somebody else', BigInt(wait ?? 0) * SECOND)).toBeUndefined();
});

test('a minute later there is room for as many again', () => {
  const knocks = signIns();
  for (let minute = 0n; minute < 2n; minute++) {
    const answers = crowd.map((who) => knocks(who, minute * 60n * SECOND));
    expect(answers.every((wait) => wait === undefined)).toBe(true);
  }
});

test('one who floods waits alone and takes nothing from the others', () => {
  const knocks = signIns();
  const waits = Array.from({ length: 10_000 }, () => knocks('flooder', 0n));
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(SIGN_INS_PER_MINUTE);
  expect(waits.at(-1)).toBe(60 / SIGN_INS_PER_MINUTE);
  for (const who of crowd.slice(1)) expect(knocks(who, 0n)).toBeUndefined();
});

test('many strangers with one try each are slowed down together', () => {
  const knocks = signIns();
  const tries = SIGN_INS_PER_MINUTE_ALTOGETHER + 500;
  const waits = Array.from({ length: tries }, (_, i) => knocks(`stranger ${i}`, 0n));
  expect(waits.filter((wait) => wait !== undefined)).toHaveLength(500);
});

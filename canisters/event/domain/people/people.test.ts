import type { EventDetails, Question, TicketTypeDraft } from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOW, openDoor, person, SECOND } from '../fixtures.ts';
import { isClaimed, unclaimedHolder } from '../registration.ts';
import { problemOfDetails, problemOfInvitation } from './details.ts';
import { handOverCode, plainCode } from './hand-over.ts';
import { mergedAnswers, problemOfAnswers, problemOfQuestions, questionRow } from './questions.ts';
import { problemOfPlace, problemOfSales, problemOfTicketType, ticketTypeRow } from './tickets.ts';
import { matches, startsLike, wordKey, wordsOf } from './words.ts';

const fieldOf = (problem: ReturnType<typeof problemOfDetails>) =>
  problem && 'Invalid' in problem ? problem.Invalid.field : problem;

const details: EventDetails = {
  visibility: { Public: null },
  address: '',
  room: '',
  approval: false,
  waitlist: true,
  accept_within_seconds: [],
  questions: [],
};
const type: TicketTypeDraft = {
  name: 'Seat',
  colour: '#5b5bf6',
  capacity: [2],
  sales_from_ns: [NOW],
  sales_until_ns: [NOW + SECOND],
  valid_from_ns: [],
  valid_until_ns: [],
  approval: false,
  hidden: false,
};
const diet: Question = {
  number: 1,
  text: 'Diet?',
  kind: { Choice: ['All', 'Vegan'] },
  required: true,
  at_door: false,
};

describe('details', () => {
  test.each<[string, Partial<EventDetails>]>([
    ['address', { address: 'x'.repeat(201) }],
    ['room', { room: 'two\u0000parts' }],
    ['accept_within_seconds', { accept_within_seconds: [599] }],
    ['accept_within_seconds', { accept_within_seconds: [1_209_601] }],
    ['questions', { questions: [diet, diet] }],
  ])('name the field that is wrong: %s', (field, change) => {
    expect(fieldOf(problemOfDetails({ ...details, ...change }))).toBe(field);
  });

  test('of a private event need a code that is not too short, now or from before', () => {
    expect(fieldOf(problemOfInvitation('Private', undefined, false))).toBe('invitation');
    expect(fieldOf(problemOfInvitation('Private', '', true))).toBe('invitation');
    expect(fieldOf(problemOfInvitation('Private', 'short', false))).toBe('invitation');
    expect(problemOfInvitation('Private', undefined, true)).toBeUndefined();
    expect(problemOfInvitation('Public', undefined, false)).toBeUndefined();
  });
});

describe('questions', () => {
  test.each<[string, Partial<Question>]>([
    ['an empty text', { text: ' ' }],
    ['one choice', { kind: { Choice: ['All'] } }],
    ['the same choice twice', { kind: { Choice: ['All', 'All'] } }],
    ['an empty choice', { kind: { Choice: ['All', ''] } }],
  ])('with %s are refused', (_, change) => {
    expect(fieldOf(problemOfQuestions([{ ...diet, ...change }]))).toBe('questions');
  });

  test('that are required must be answered, with one of the choices', () => {
    const asked = [questionRow(diet)];
    expect(fieldOf(problemOfAnswers([], asked, true))).toBe('answers');
    expect(problemOfAnswers([], asked, false)).toBeUndefined();
    expect(fieldOf(problemOfAnswers([{ question: 1, answer: 'Meat' }], asked, true))).toBe(
      'answers',
    );
    expect(problemOfAnswers([{ question: 1, answer: 'Vegan' }], asked, true)).toBeUndefined();
  });

  test('keep answers given before, take new ones, and forget emptied ones', () => {
    const before = [
      { question: 1, answer: 'All' },
      { question: 2, answer: 'yes' },
    ];
    const now = [
      { question: 2, answer: '' },
      { question: 3, answer: ' M ' },
    ];
    expect(mergedAnswers(before, now)).toEqual([
      { question: 1, answer: 'All' },
      { question: 3, answer: 'M' },
    ]);
  });
});

describe('a ticket type', () => {
  test.each<[string, Partial<TicketTypeDraft>]>([
    ['name', { name: '' }],
    ['colour', { colour: 'red;}' }],
    ['capacity', { capacity: [0] }],
    ['capacity', { capacity: [1] }],
    ['sales_until_ns', { sales_until_ns: [NOW] }],
    ['valid_until_ns', { valid_from_ns: [NOW], valid_until_ns: [NOW] }],
  ])('names the field that is wrong: %s', (field, change) => {
    expect(fieldOf(problemOfTicketType({ ...type, ...change }, 2))).toBe(field);
  });

  test('is sold from its beginning until just before its end', () => {
    const row = ticketTypeRow(type, undefined);
    expect(problemOfSales(row, NOW - 1n)).toEqual({ SalesNotOpen: { opens_ns: NOW } });
    expect(problemOfSales(row, NOW)).toBeUndefined();
    expect(problemOfSales(row, NOW + SECOND)).toEqual({ SalesClosed: { closed_ns: NOW + SECOND } });
    expect(problemOfSales({ ...row, withdrawn: true }, NOW)).toEqual({ UnknownTicketType: null });
  });

  test('and its event both have places, those on offer being taken', () => {
    const row = { ...ticketTypeRow(type, undefined), taken: 1 };
    const nobody = { waiting: 5, applied: 5, held: 0 };
    const door = { ...openDoor, registered: 3, capacity: 4 };
    expect(problemOfPlace(door, nobody, row)).toBeUndefined();
    expect(problemOfPlace(door, { ...nobody, held: 1 }, row)).toHaveProperty('CapacityReached');
    expect(problemOfPlace(door, nobody, { ...row, taken: 2 })).toEqual({
      CapacityReached: { capacity: 2 },
    });
    expect(problemOfPlace({ ...door, registered: 4 }, nobody, undefined)).toEqual({
      CapacityReached: { capacity: 4 },
    });
  });
});

describe('words', () => {
  test('lose case and accents, and are few', () => {
    expect(wordsOf('  Fête de la-Musique, ZÜRICH! ')).toEqual([
      'fete',
      'de',
      'la',
      'musique',
      'zurich',
    ]);
    expect(wordsOf('a b c d e f g h')).toHaveLength(6);
    expect(wordsOf('')).toEqual([]);
  });

  test('are found by their start, however long they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.nat(30), (text, length) => {
        for (const word of wordsOf(text)) {
          const start = [...word].slice(0, length).join('');
          expect(startsLike(wordKey(word), start)).toBe(true);
        }
      }),
    );
    expect(matches('Ana Müller-Lind', ['lind', 'an'])).toBe(true);
    expect(matches('Ana Müller-Lind', ['üller'])).toBe(false);
  });
});

test('a code is read however it is typed, and nothing else is one', () => {
  const code = handOverCode(Uint8Array.from({ length: 16 }, (_, i) => i * 16 + i));
  expect(plainCode(` ${code.slice(0, 8).toLowerCase()}-${code.slice(8)} `)).toBe(code);
  expect(plainCode(code.slice(1))).toBeUndefined();
  expect(plainCode(`${code.slice(1)}0`)).toBeUndefined();
  expect(plainCode('A'.repeat(1_000))).toBeUndefined();
});

test('an unclaimed place has a holder that nobody can be, different for each', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
      expect(isClaimed(unclaimedHolder(id))).toBe(false);
    }),
  );
  expect(unclaimedHolder(1n).toText()).not.toBe(unclaimedHolder(2n).toText());
  expect(isClaimed(person(1))).toBe(true);
});

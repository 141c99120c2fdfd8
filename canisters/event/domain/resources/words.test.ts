import { describe, expect, test } from 'vitest';
import { indexedWords, matches, wordsOf } from './words.ts';

describe('a search finds', () => {
  test.each([
    ['the start of a word', 'Cordless drill', 'dri'],
    ['words in any order', 'Cordless drill', 'drill cord'],
    ['without accents', 'Perceuse à colonne, café', 'cafe'],
    ['with umlauts', 'Bohrer für Löcher', 'locher'],
    ['what is written without spaces', '電動ドリル', 'ドリル'],
    ['whatever the case', 'Beamer EPSON', 'epson'],
  ])('%s', (_, text, typed) => {
    expect(matches([text], wordsOf(typed))).toBe(true);
  });
  test('nothing by the middle of a word, and nothing else', () => {
    expect(matches(['Cordless drill'], wordsOf('rill'))).toBe(false);
    expect(matches(['Cordless drill'], wordsOf('drill saw'))).toBe(false);
  });
});

test('a long name has a bounded number of words', () => {
  expect(indexedWords([Array.from({ length: 100 }, (_, i) => `w${i}`).join(' ')])).toHaveLength(24);
  expect(indexedWords(['ー'.repeat(80)]).length).toBeLessThanOrEqual(24);
});

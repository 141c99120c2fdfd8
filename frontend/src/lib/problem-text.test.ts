import { expect, test } from 'vitest';
import { inWords, loadProblemTexts } from './problem-text.ts';

const tooLong = { field: 'note', problem: 'must have at most 200 characters' };

test('before the words are there, an input is described as the canister does', () => {
  expect(inWords(tooLong)).toEqual(tooLong);
});

test.each([
  ['de', 'Notiz', 'höchstens 200 Zeichen', 'so nicht möglich'],
  ['fr', 'note', '200 caractères au plus', 'impossible ainsi'],
  ['es', 'nota', '200 caracteres como máximo', 'así no es posible'],
  ['ja', 'メモ', '200文字まで', 'この内容では受け付けられません'],
])('in %s nothing English is left, known or not', async (language, field, most, other) => {
  await loadProblemTexts(language);
  expect(inWords(tooLong)).toEqual({ field, problem: most });
  expect(inWords({ field: 'note', problem: 'smells of fish' })).toEqual({ field, problem: other });
});

test('in English what is not known keeps its own words', async () => {
  await loadProblemTexts('en');
  const strange = { field: 'flux', problem: 'smells of fish' };
  expect(inWords(strange)).toEqual(strange);
});

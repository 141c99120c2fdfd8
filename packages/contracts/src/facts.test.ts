import { expect, test } from 'vitest';
import { facts, WITHDRAWN_FACT_KIND } from './facts.ts';

test('no two facts have the same number or name, and none has that of a withdrawn one', () => {
  const all = Object.values(facts);
  const kinds = all.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(kinds).not.toContain(WITHDRAWN_FACT_KIND);
});

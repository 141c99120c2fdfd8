import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { depositNotice } from './deposit-news.ts';

const said = (what: Parameters<typeof depositNotice>[0]['what'], kept = 0n) =>
  depositNotice({ resourceId: 1n, holder: Principal.anonymous(), what, amount: 5n, kept });

test('a deposit that is kept in part says how much, and one that is kept whole says so', () => {
  expect(said('Kept', 2n)).toMatchObject({ detail: 'depositKept', amount: 2n });
  expect(said('Kept', 5n)).toMatchObject({ detail: 'depositAllKept', amount: 5n });
});
test('what went back tells the whole amount, to whom it went and to whom it did not', () => {
  expect(said('GivenBack')).toEqual({ kind: 'LoanReturned', detail: 'depositBack', amount: 5n });
  expect(said('GivenBackInSilence')).toMatchObject({ detail: 'depositGone', amount: 5n });
});

import { Principal } from '@dfinity/principal';
import type { DisputeRequest } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { disputeRow } from './dispute.ts';
import { NOW, REGISTRATION, registered } from './fixtures.ts';
import { presenceOf } from './presence.ts';

const nobody = Principal.anonymous();
const asked: DisputeRequest = {
  ...{ registration_id: REGISTRATION, at_ns: NOW, gate: 'North', reason: '', note: ' At home. ' },
  claim: { NotMe: null },
};
const inside = { ...registered, inside: true, enteredAtNs: NOW };
const rowOf = (change: Partial<DisputeRequest> = {}, registration = inside) => {
  const presence = presenceOf(undefined, registration);
  return disputeRow({ ...asked, ...change }, { registration, presence }, NOW + 5n, nobody);
};

test('the entry by which somebody is inside can be taken back', () => {
  expect(rowOf()).toMatchObject({
    ...{ kind: 'NotMe', suggested: 'Undo', counted: true, claim: 'At home.' },
    ...{ readerAtNs: NOW, uploadedAtNs: NOW + 5n },
  });
});

test('an entry that counts no longer, a refusal, and one of another time take nothing back', () => {
  const kept = { suggested: 'Keep', counted: false };
  expect(rowOf({}, { ...inside, inside: false })).toMatchObject(kept);
  expect(rowOf({ at_ns: NOW - 1n })).toMatchObject(kept);
  expect(rowOf({ reason: 'Expired' })).toMatchObject({ ...kept, refusal: 'Expired' });
  const refused = rowOf({ claim: { RefusedWrongly: null }, reason: 'Revoked' });
  expect(refused).toMatchObject({ ...kept, kind: 'RefusedWrongly', refusal: 'Revoked' });
});

test.each(['Nonsense', 'Other', 'RateLimited', 'toString'])(
  'a made-up reason, %s, is none',
  (reason) => {
    expect(rowOf({ reason }).refusal).toBe('Malformed');
  },
);

import type { ScanRefusal, Verdict } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { codecs } from '../rows.ts';
import { isFinal, repeatOf, rowOf } from './answer.ts';
import { device, NOW, scanOf } from './fixtures.ts';

const scan = scanOf(new Uint8Array(47));
const passage = {
  registration_id: 7n,
  display_name: 'Zoë',
  at_ns: NOW,
  gate: 'North',
  inside: 12,
  open_loans: [] as [],
  door_notes: [] as [],
};
const refusals: ScanRefusal[] = [
  { Malformed: null },
  { UnknownToken: null },
  { BadSignature: null },
  { Expired: { at_ns: 5n } },
  { AlreadyUsed: { at_ns: 6n, gate: 'South' } },
  { Revoked: null },
  { NotYetOpen: { opens_ns: 7n } },
  { Closed: { closed_ns: 8n } },
  { WrongEvent: null },
  { WrongPurpose: { expected: { check_out: null } } },
  { AlreadyInside: { since_ns: 9n, gate: '' } },
  { NotInside: null },
  { HolderSuspended: null },
  { PossessionMissing: null },
  { PassTooOld: { age_seconds: 46 } },
  { PassTooEarly: { ahead_seconds: 30 } },
  { ChallengeMissing: null },
  { CardNotAccepted: null },
];
const verdicts: Verdict[] = [
  { Admitted: passage },
  { CheckedOut: passage },
  ...refusals.map((Refused) => ({ Refused })),
];

const nameOf = (verdict: Verdict): string =>
  Object.keys('Refused' in verdict ? verdict.Refused : verdict)[0];

describe('the answer to a scan id', () => {
  const named = verdicts.map((verdict) => [nameOf(verdict), verdict] as const);
  test.each(named)('is given again word for word: %s', (_, verdict) => {
    const stored = codecs.answer.encode(rowOf(verdict, scan, device));
    expect(repeatOf(codecs.answer.decode(stored), 'Zoë')).toEqual(verdict);
    expect(isFinal(verdict)).toBe(true);
  });

  test('is kept without the name of the holder', () => {
    const stored = codecs.answer.encode(rowOf({ Admitted: passage }, scan, device));
    expect(Buffer.from(stored).includes('Zo')).toBe(false);
  });

  test('"too fast" is not final: the same scan may be sent again later', () => {
    expect(isFinal({ Refused: { RateLimited: { retry_after_seconds: 3 } } })).toBe(false);
  });
});

/** The first answer to a scan id, as it is kept and as it is given again. */
import type { Passage, Purpose, Scan, ScanRefusal, Verdict } from '@qikcard/contracts';
import type { AnswerRow } from '../rows.ts';
import type { Decision } from './check-in.ts';

type Decided = Exclude<Decision, { kind: 'repeated' }>;

/** What the reader is told. `conflictId`: what staff will find it under, if there is a conflict. */
export function verdictOf(decision: Decided, scan: Scan, conflictId = 0n): Verdict {
  if (decision.kind === 'refused') return { Refused: decision.refusal };
  const passage: Passage = {
    registration_id: decision.registrationId,
    display_name: decision.registration.displayName,
    at_ns: decision.atNs,
    gate: scan.gate,
    inside: decision.door.inside,
    open_loans: [],
    door_notes: [],
  };
  if ('Out' in scan.direction) return { CheckedOut: passage };
  if (decision.flagged === undefined) return { Admitted: passage };
  const { reason } = decision.flagged;
  return { AdmittedProvisional: { passage, reason, conflict_id: conflictId } };
}

/** Whether a repetition must hear the same: a full queue is no answer to the scan itself. */
export const isFinal = (verdict: Verdict): boolean =>
  !('Refused' in verdict && 'RateLimited' in verdict.Refused);

/** The row of an answer. The name of the holder stays in the registration. */
export function rowOf(verdict: Verdict, scan: Scan, device: AnswerRow['device']): AnswerRow {
  const row: AnswerRow = {
    capturedAtNs: scan.captured_at_ns,
    device,
    kind: 'Refused',
    registrationId: 0n,
    atNs: 0n,
    gate: scan.gate,
    inside: 0,
    refusal: undefined,
    refusalAtNs: 0n,
    refusalText: '',
    conflictId: 0n,
  };
  if ('Refused' in verdict) return { ...row, ...refusalData(verdict.Refused) };
  const { registration_id: registrationId, at_ns: atNs, inside } = passageOf(verdict);
  const passed = { ...row, registrationId, atNs, inside };
  if ('Admitted' in verdict) return { ...passed, kind: 'Admitted' };
  if ('CheckedOut' in verdict) return { ...passed, kind: 'CheckedOut' };
  const { reason, conflict_id: conflictId } = verdict.AdmittedProvisional;
  return { ...passed, ...refusalData(reason), kind: 'AdmittedProvisional', conflictId };
}

/** The passage in a verdict that is not a refusal. */
export function passageOf(verdict: Exclude<Verdict, { Refused: ScanRefusal }>): Passage {
  if ('Admitted' in verdict) return verdict.Admitted;
  return 'CheckedOut' in verdict ? verdict.CheckedOut : verdict.AdmittedProvisional.passage;
}

type RefusalData = Partial<Pick<AnswerRow, 'refusal' | 'refusalAtNs' | 'refusalText'>>;

/** A refusal as it is stored: its name, one moment and one text. */
export function refusalData(refusal: ScanRefusal): RefusalData {
  const name = Object.keys(refusal)[0] as AnswerRow['refusal'];
  if ('Expired' in refusal) return { refusal: name, refusalAtNs: refusal.Expired.at_ns };
  if ('NotYetOpen' in refusal) return { refusal: name, refusalAtNs: refusal.NotYetOpen.opens_ns };
  if ('Closed' in refusal) return { refusal: name, refusalAtNs: refusal.Closed.closed_ns };
  if ('TicketNotYetValid' in refusal) {
    return { refusal: name, refusalAtNs: refusal.TicketNotYetValid.from_ns };
  }
  if ('TicketNoLongerValid' in refusal) {
    return { refusal: name, refusalAtNs: refusal.TicketNoLongerValid.until_ns };
  }
  if ('AlreadyUsed' in refusal) {
    const { at_ns: refusalAtNs, gate: refusalText } = refusal.AlreadyUsed;
    return { refusal: name, refusalAtNs, refusalText };
  }
  if ('AlreadyInside' in refusal) {
    const { since_ns: refusalAtNs, gate: refusalText } = refusal.AlreadyInside;
    return { refusal: name, refusalAtNs, refusalText };
  }
  if ('PassTooOld' in refusal) {
    return { refusal: name, refusalText: String(refusal.PassTooOld.age_seconds) };
  }
  if ('PassTooEarly' in refusal) {
    return { refusal: name, refusalText: String(refusal.PassTooEarly.ahead_seconds) };
  }
  if ('WrongPurpose' in refusal) {
    return { refusal: name, refusalText: Object.keys(refusal.WrongPurpose.expected)[0] };
  }
  if ('WrongGate' in refusal) {
    return { refusal: name, refusalText: refusal.WrongGate.allowed.join('\n') };
  }
  if ('RuleRefused' in refusal) return { refusal: name, refusalText: refusal.RuleRefused.rule };
  if ('ClockSkewed' in refusal) {
    return { refusal: name, refusalText: String(refusal.ClockSkewed.seconds) };
  }
  return { refusal: name };
}

/** The answer again, word for word. */
export function repeatOf(row: AnswerRow, displayName: string): Verdict {
  if (row.kind === 'Refused') return { Refused: refusalOf(row) };
  const passage: Passage = {
    registration_id: row.registrationId,
    display_name: displayName,
    at_ns: row.atNs,
    gate: row.gate,
    inside: row.inside,
    open_loans: [],
    door_notes: [],
  };
  if (row.kind === 'Admitted') return { Admitted: passage };
  if (row.kind === 'CheckedOut') return { CheckedOut: passage };
  const provisional = { passage, reason: refusalOf(row), conflict_id: row.conflictId };
  return { AdmittedProvisional: provisional };
}

type StoredRefusal = Pick<AnswerRow, 'refusal' | 'refusalAtNs' | 'refusalText'>;

/** A stored refusal again. */
export function refusalOf({ refusal, refusalAtNs, refusalText }: StoredRefusal): ScanRefusal {
  switch (refusal) {
    case 'Expired':
      return { Expired: { at_ns: refusalAtNs } };
    case 'NotYetOpen':
      return { NotYetOpen: { opens_ns: refusalAtNs } };
    case 'Closed':
      return { Closed: { closed_ns: refusalAtNs } };
    case 'TicketNotYetValid':
      return { TicketNotYetValid: { from_ns: refusalAtNs } };
    case 'TicketNoLongerValid':
      return { TicketNoLongerValid: { until_ns: refusalAtNs } };
    case 'AlreadyUsed':
      return { AlreadyUsed: { at_ns: refusalAtNs, gate: refusalText } };
    case 'AlreadyInside':
      return { AlreadyInside: { since_ns: refusalAtNs, gate: refusalText } };
    case 'PassTooOld':
      return { PassTooOld: { age_seconds: Number(refusalText) } };
    case 'PassTooEarly':
      return { PassTooEarly: { ahead_seconds: Number(refusalText) } };
    case 'WrongGate':
      return { WrongGate: { allowed: refusalText === '' ? [] : refusalText.split('\n') } };
    case 'RuleRefused':
      return { RuleRefused: { rule: refusalText } };
    case 'ClockSkewed':
      return { ClockSkewed: { seconds: Number(refusalText) } };
    case 'WrongPurpose':
      return {
        WrongPurpose: { expected: { [refusalText as Purpose]: null } as { check_in: null } },
      };
    default:
      return { [refusal ?? 'Malformed']: null } as { Malformed: null };
  }
}

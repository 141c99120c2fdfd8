/** What staff and guests read: one English sentence per verdict, the same on every screen. */
import type { Passage, ScanRefusal, Verdict } from './event.ts';
import { ruleWords } from './rules/notation.ts';

/** Formats a moment for the reader; injected because zones and clocks are the screen's. */
export type FormatTime = (atNs: bigint) => string;

/** Two words at most, for a reader's display and the door's full-screen verdict. */
export function verdictTitle(verdict: Verdict): string {
  if ('Admitted' in verdict || 'AdmittedProvisional' in verdict) return 'Admitted';
  if ('CheckedOut' in verdict) return 'Checked out';
  return 'Refused';
}

export function verdictSentence(verdict: Verdict, time: FormatTime): string {
  if ('Admitted' in verdict) return welcome(verdict.Admitted);
  if ('AdmittedProvisional' in verdict) return welcome(verdict.AdmittedProvisional.passage);
  if ('CheckedOut' in verdict) {
    const {
      display_name: name,
      open_loans: [things],
    } = verdict.CheckedOut;
    return things ? `Goodbye, ${name}. Borrowed and not returned: ${things}.` : `Goodbye, ${name}.`;
  }
  return refusalSentence(verdict.Refused, time);
}

/** The guest may read along: what the note says is on the screens of staff only. */
const welcome = ({ display_name: name, door_notes: notes }: Passage): string =>
  notes.length === 0 ? `Welcome, ${name}.` : `Welcome, ${name}. Please wait for our staff.`;

type Sentences = {
  [K in ScanRefusal extends infer R ? (R extends unknown ? keyof R : never) : never]: (
    data: Extract<ScanRefusal, Record<K, unknown>>[K],
    time: FormatTime,
  ) => string;
};

const sentences: Sentences = {
  Malformed: () => 'This is not a QikCard code. Ask the guest to open their pass.',
  UnknownToken: () => 'This code is not known here. Ask the guest to show a new one.',
  BadSignature: () => 'This code is not genuine. Ask the guest to open their pass.',
  Expired: ({ at_ns }, time) => `This code expired at ${time(at_ns)}. Ask for a fresh one.`,
  AlreadyUsed: ({ at_ns, gate }, time) =>
    `This code was already used at ${time(at_ns)}${gate ? ` at ${gate}` : ''}.`,
  Revoked: () => 'This code was withdrawn. Ask the guest to show their current pass.',
  NotYetOpen: ({ opens_ns }, time) => `Doors open at ${time(opens_ns)}.`,
  Closed: ({ closed_ns }, time) => `The event ended at ${time(closed_ns)}.`,
  WrongEvent: () => 'This code is for another event.',
  WrongPurpose: ({ expected }) =>
    `This code is for ${Object.keys(expected)[0].replaceAll('_', ' ')}; show the other one.`,
  WrongGate: ({ allowed }) => `Please use ${allowed.join(' or ')}.`,
  AlreadyInside: ({ since_ns, gate }, time) =>
    `Already inside since ${time(since_ns)}${gate ? `, entered at ${gate}` : ''}.`,
  NotInside: () => 'Not inside: there is no entry to check out.',
  CapacityReached: () => 'The venue is full. Please wait until someone leaves.',
  PossessionMissing: () => "A photo is not enough: ask for the pass on the guest's own phone.",
  ChallengeMissing: () => "Ask the guest to scan this gate's code with their pass first.",
  CardNotAccepted: () => 'Cards of this kind are not taken here: ask for the pass on the phone.',
  PassTooOld: ({ age_seconds }) =>
    `This pass is ${age_seconds} seconds old. Ask the guest to open it again.`,
  PassTooEarly: ({ ahead_seconds }) =>
    `The clock of this phone is ${ahead_seconds} seconds ahead. Ask the guest to correct it.`,
  HolderSuspended: () => 'This account is suspended. Call the organizer.',
  DeviceNotAllowed: () => 'This reader may not scan for this event. Pair it again.',
  RateLimited: ({ retry_after_seconds }) =>
    `Too many scans of this guest. Try again in ${retry_after_seconds} seconds.`,
  EventCancelled: () => 'The event was cancelled. Nobody gets in.',
  TicketNotYetValid: ({ from_ns }, time) => `This ticket is valid from ${time(from_ns)}.`,
  TicketNoLongerValid: ({ until_ns }, time) => `This ticket was valid until ${time(until_ns)}.`,
  RuleRefused: ({ rule }) => `Not allowed: ${ruleWords(rule)}.`,
  UnknownList: () => 'This check-in list is gone. Choose another on the reader.',
  ActionNotAllowed: () => 'This reader is not set up for that. Use another one.',
  ClockSkewed: ({ seconds }) =>
    `The reader's clock was ${Math.round(seconds / 60)} minutes off. Check when this entry was.`,
  RefusedOffline: () => 'The reader turned this guest away while it was offline.',
};

export function refusalName(refusal: ScanRefusal): keyof Sentences {
  return Object.keys(refusal)[0] as keyof Sentences;
}

export function refusalSentence(refusal: ScanRefusal, time: FormatTime): string {
  const name = refusalName(refusal);
  const sentence = sentences[name] as (data: unknown, time: FormatTime) => string;
  return sentence((refusal as Record<string, unknown>)[name], time);
}

/** What a reader shows: light, sound, two words and one sentence, in OSDP's vocabulary. */
import {
  type FormatTime,
  type OfflineVerdict,
  refusalSentence,
  type Verdict,
  verdictSentence,
  verdictTitle,
} from '@qikcard/contracts';
import type { Display } from '../frame/messages.ts';

/** Units of 100 ms. */
export const green = { color: 'green', on: 20, off: 0, count: 1 } as const;
/** Not the steady green of a confirmed one. */
const greenBlinking = { color: 'green', on: 3, off: 3, count: 4 } as const;
export const red = { color: 'red', on: 20, off: 0, count: 1 } as const;
export const amber = { color: 'amber', on: 5, off: 5, count: 4 } as const;
const redBlinking = { color: 'red', on: 2, off: 2, count: 10 } as const;
export const oneBeep = { tone: 'default', on: 1, off: 0, count: 1 } as const;
export const twoBeeps = { tone: 'default', on: 1, off: 1, count: 2 } as const;
export const threeBeeps = { tone: 'default', on: 2, off: 1, count: 3 } as const;
const longBeep = { tone: 'default', on: 10, off: 0, count: 1 } as const;
export const silent = { tone: 'off', on: 0, off: 0, count: 0 } as const;

/** The canister's decision. */
export function verdictDisplay(verdict: Verdict, time: FormatTime): Display {
  const refused = 'Refused' in verdict;
  return {
    led: refused ? red : green,
    buzzer: refused ? threeBeeps : oneBeep,
    title: verdictTitle(verdict),
    sentence: verdictSentence(verdict, time),
    stage: 'final',
  };
}

/** Decided by the bridge on its own; the canister hears of it when there is a network again. */
export function aloneDisplay(verdict: OfflineVerdict, time: FormatTime): Display {
  if (verdict.kind === 'unproven') return savedDisplay(true);
  if (verdict.kind === 'refused') {
    const sentence = refusalSentence(verdict.refusal, time);
    return { led: red, buzzer: threeBeeps, title: 'Refused', sentence, stage: 'provisional' };
  }
  const sentence = `${verdict.entry.displayName}. Checked here, not confirmed yet.`;
  return { led: greenBlinking, buzzer: twoBeeps, title: 'Let in', sentence, stage: 'provisional' };
}

/** On disk, but nobody has decided: neither green nor red. */
export function savedDisplay(offline: boolean): Display {
  return {
    led: amber,
    buzzer: silent,
    title: 'Saved',
    sentence: offline
      ? 'No network: saved, will be sent. Not checked yet.'
      : 'Saved, still being checked.',
    stage: 'saved',
  };
}

/** Not even saved: the reader keeps the scan and sends it again. */
export function troubleDisplay(sentence: string): Display {
  return { led: redBlinking, buzzer: longBeep, title: 'Not saved', sentence, stage: 'trouble' };
}

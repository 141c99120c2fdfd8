import { signalAdmitted, signalCheckedOut, signalRefused, tone } from '../../../lib/sound.ts';
import type { DoorAnswer } from './use-door.ts';

/** Sound and vibration of an answer, so that staff need not look. */
export function signal(answer: DoorAnswer): void {
  if (answer.kind === 'verdict') {
    if ('Refused' in answer.verdict) signalRefused();
    else if ('CheckedOut' in answer.verdict) signalCheckedOut();
    else signalAdmitted();
  } else if (answer.kind === 'alone') {
    if (answer.verdict.kind === 'passed') signalProvisional();
    else signalRefused();
  } else if (answer.kind === 'unsure') signalQuestion();
}

/** Two tones of the same height: in, but nobody has confirmed it. */
function signalProvisional(): void {
  tone(587.33, 0, 0.16);
  tone(587.33, 0.22, 0.24);
  navigator.vibrate?.([60, 60, 60]);
}

/** One tone that asks. */
function signalQuestion(): void {
  tone(440, 0, 0.3);
  navigator.vibrate?.(90);
}

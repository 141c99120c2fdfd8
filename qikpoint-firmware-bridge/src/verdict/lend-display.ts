/** What a lending reader shows. Handing out, taking back and waiting never look or sound alike. */
import { type FormatTime, type LendingVerdict, operationRefusalSentence } from '@qikcard/contracts';
import type { Display } from '../frame/messages.ts';
import { amber, green, oneBeep, red, silent, threeBeeps, twoBeeps } from './display.ts';

const blue = { color: 'blue', on: 20, off: 0, count: 1 } as const;
/** Until the second reading comes. */
const blueBlinking = { color: 'blue', on: 5, off: 5, count: 10 } as const;

/** The canister's decision. */
export function lendDisplay(verdict: LendingVerdict, time: FormatTime): Display {
  const stage = 'final';
  if ('Refused' in verdict) {
    const sentence = operationRefusalSentence(verdict.Refused, time);
    return { led: red, buzzer: threeBeeps, title: 'Refused', sentence, stage };
  }
  const loan = Object.values(verdict)[0];
  const who = loan.borrower_name ? ` ${loan.borrower_name}.` : '';
  if ('Returned' in verdict) {
    const sentence = `${loan.resource_name} is back.${who}`;
    return { led: blue, buzzer: twoBeeps, title: 'Returned', sentence, stage };
  }
  if ('Requested' in verdict) {
    const sentence = `${loan.resource_name}: the owner has to agree first.`;
    return { led: amber, buzzer: oneBeep, title: 'Asked for', sentence, stage };
  }
  const sentence = `${loan.resource_name}, back by ${time(loan.due_at_ns)}.${who}`;
  return { led: green, buzzer: oneBeep, title: 'Lent', sentence, stage };
}

/** One of the two is read; the other one follows. */
export function nextDisplay(read: 'pass' | 'card' | 'label'): Display {
  const sentence =
    read === 'label'
      ? 'Now scan the pass or tap the card of the person.'
      : 'Now scan the label of the thing.';
  const title = { pass: 'Pass read', card: 'Card read', label: 'Thing read' }[read];
  return { led: blueBlinking, buzzer: oneBeep, title, sentence, stage: 'final' };
}

/** On disk, and nobody has said yes. */
export function lendSavedDisplay(offline: boolean): Display {
  const sentence = offline
    ? 'No network: written down, will be sent. Staff hear if it does not stand.'
    : 'Saved, still being checked.';
  return {
    led: amber,
    buzzer: offline ? twoBeeps : silent,
    title: 'Saved',
    sentence,
    stage: 'saved',
  };
}

export function unknownDisplay(): Display {
  const sentence = 'This is no label, no pass and no card.';
  return { led: red, buzzer: threeBeeps, title: 'Unknown code', sentence, stage: 'final' };
}

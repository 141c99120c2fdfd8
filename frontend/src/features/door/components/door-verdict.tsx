import type { EventView, Verdict } from '@qikcard/contracts';
import { Suspense, useEffect } from 'react';
import { VerdictBanner, type VerdictTone } from '../../../components/ui/verdict-banner.tsx';
import { cx } from '../../../lib/class-names.ts';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { timeOfDay } from '../../../lib/time.ts';
import { refusalText } from '../api/refusal-text.ts';
import { useDoorText } from '../api/text.ts';
import { type DoorAnswer, passageOf } from '../api/use-door.ts';
import { DoorNotes } from './door-notes.tsx';

type Props = {
  event: EventView;
  answer: DoorAnswer;
  onConfirm(scan: Extract<DoorAnswer, { kind: 'asked' }>['scan']): void;
  onDone(): void;
};
/** The next guest is waiting: a yes goes by itself, a no or a note stays until staff have read it. */
const YES_SHOWN_MS = 2_500;
const button =
  'min-h-13 rounded-md border-2 border-current px-6 font-semibold text-base hover:bg-white/20';

/** The answer over the whole picture: colour, drawing, word, and what to say. */
export function DoorVerdict({ event, answer, onConfirm, onDone }: Props) {
  const d = useDoorText();
  const look = useLook(event, answer);
  const passage = passageIn(answer);
  const goesByItself = answer.kind === 'verdict' && passage?.door_notes.length === 0;
  useEffect(() => {
    if (!goesByItself) return;
    const timer = setTimeout(onDone, YES_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [goesByItself, onDone]);
  const isAsked = answer.kind === 'asked';
  return (
    <div
      className={cx(
        'always-light absolute inset-0 z-10 flex flex-col overflow-y-auto',
        // What staff must read or ask does not fit over the camera of a phone.
        passage && passage.door_notes.length > 0 && 'max-lg:fixed max-lg:z-40',
      )}
    >
      <VerdictBanner tone={look.tone} word={look.word} className="flex-1">
        {look.name && <p className="font-semibold text-2xl">{look.name}</p>}
        {look.detail && <p className="max-w-md">{look.detail}</p>}
        {passage && (
          <Suspense>
            <DoorNotes passage={passage} onAnswered={isAsked ? () => {} : onDone} />
          </Suspense>
        )}
        {answer.kind !== 'checking' && (
          <div className="mt-6 flex flex-wrap justify-center gap-3">
            {isAsked && (
              <button type="button" className={button} onClick={() => onConfirm(answer.scan)}>
                {d('In' in answer.scan.direction ? 'letIn' : 'letOut')}
              </button>
            )}
            <button type="button" className={button} onClick={onDone}>
              {d(isAsked ? 'cancel' : 'next')}
            </button>
          </div>
        )}
      </VerdictBanner>
    </div>
  );
}

/** Whom an answer is about: there may be something to see or to ask before they go in. */
function passageIn(answer: DoorAnswer) {
  if (answer.kind === 'asked') return answer.passage;
  if (answer.kind !== 'verdict' || 'Refused' in answer.verdict) return undefined;
  return passageOf(answer.verdict);
}

type Look = { tone: VerdictTone; word: string; name?: string; detail?: string };

/** Colour, word and sentence of an answer. */
export function useLook(event: EventView, answer: DoorAnswer): Look {
  const t = useText();
  const d = useDoorText();
  const time = (ns: bigint) => timeOfDay(ns, { locale: t.locale, zone: event.time_zone });
  const lookOf = (verdict: Verdict): Look => {
    if ('Refused' in verdict) {
      return { tone: 'refused', word: d('refused'), detail: refusalText(verdict.Refused, d, time) };
    }
    const { display_name: name, inside: count } = passageOf(verdict);
    const detail = d('inside', { count });
    return 'CheckedOut' in verdict
      ? { tone: 'out', word: d('checkedOut'), name, detail }
      : { tone: 'admitted', word: d('admitted'), name, detail };
  };
  switch (answer.kind) {
    case 'checking':
      return { tone: 'waiting', word: d('checking') };
    case 'saved':
      return { tone: 'waiting', word: d('saved'), detail: d('savedHint') };
    case 'failed':
      return { tone: 'refused', word: d('refused'), detail: errorText(answer.error, t) };
    case 'asked':
      return {
        tone: 'waiting',
        word: d('In' in answer.scan.direction ? 'askedWord' : 'letOut'),
        name: answer.passage.display_name,
      };
    case 'verdict':
      return lookOf(answer.verdict);
  }
}

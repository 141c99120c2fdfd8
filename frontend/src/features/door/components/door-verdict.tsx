import type { EventView } from '@qikcard/contracts';
import { type ReactNode, Suspense, useEffect } from 'react';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { cx } from '../../../lib/class-names.ts';
import { useGateText } from '../../../locales/gate.ts';
import { type AgeAsked, ageAsked } from '../api/age.ts';
import { useDoorText } from '../api/text.ts';
import { type DoorAnswer, passageOf } from '../api/use-door.ts';
import { DoorNotes } from './door-notes.tsx';
import { useLook } from './use-look.ts';

type Of<K extends DoorAnswer['kind']> = Extract<DoorAnswer, { kind: K }>;
type Props = {
  event: EventView;
  answer: DoorAnswer;
  /** The face of whom the answer is about, where there is one to compare. */
  photo?: ReactNode;
  onConfirm(scan: Of<'asked'>['scan']): void;
  onDecide(answer: Of<'unsure'>, passed: boolean): void;
  /** Only where somebody stands who can see a proof. */
  onAgeSeen?(scan: Of<'asked'>['scan'], age: AgeAsked): void;
  onDone(): void;
};
/** The next guest is waiting: a yes goes by itself, a no or a note stays until staff have read it. */
const YES_SHOWN_MS = 2_500;
/** Long enough to look up from a face to a guest; the next code is read meanwhile. */
const FACE_SHOWN_MS = 5_000;
const button =
  'min-h-13 rounded-md border-2 border-current px-6 font-semibold text-base hover:bg-white/20';

/** The answer over the whole picture, which grows where it needs more: colour, drawing, word, and what to say. */
export function DoorVerdict({
  event,
  answer,
  photo,
  onConfirm,
  onDecide,
  onAgeSeen,
  onDone,
}: Props) {
  const look = useLook(event, answer);
  const passage = passageIn(answer);
  const hasNotes = (passage?.door_notes.length ?? 0) > 0;
  const goesByItself = letsThrough(answer) && !hasNotes;
  const shownMs = photo ? FACE_SHOWN_MS : YES_SHOWN_MS;
  useEffect(() => {
    if (!goesByItself) return;
    const timer = setTimeout(onDone, shownMs);
    return () => clearTimeout(timer);
  }, [goesByItself, shownMs, onDone]);
  return (
    <div
      className={cx(
        'always-light z-10 flex flex-col',
        // What staff must read or ask does not fit over the camera of a phone.
        hasNotes && 'max-lg:fixed max-lg:inset-0 max-lg:z-40 max-lg:overflow-y-auto',
      )}
    >
      <VerdictBanner tone={look.tone} word={look.word} beside={photo} className="flex-1">
        {look.name && <p className="font-semibold text-2xl">{look.name}</p>}
        {look.detail && <p className="max-w-md">{look.detail}</p>}
        {passage && (
          <Suspense>
            <DoorNotes passage={passage} onAnswered={answer.kind === 'asked' ? () => {} : onDone} />
          </Suspense>
        )}
        {answer.kind !== 'checking' && (
          <div className="mt-6 flex flex-wrap justify-center gap-3">
            <Buttons {...{ answer, onConfirm, onDecide, onAgeSeen, onDone }} />
          </div>
        )}
      </VerdictBanner>
    </div>
  );
}

/** Whose registration an answer is about, as far as this door can tell. */
export function registrationIn(answer: DoorAnswer): bigint | undefined {
  if (answer.kind === 'unsure') return answer.entry?.registrationId;
  if (answer.kind === 'alone') return answer.verdict.entry?.registrationId;
  return passageIn(answer)?.registration_id;
}

/** Whom an answer is about: there may be something to see or to ask before they go in. */
function passageIn(answer: DoorAnswer) {
  if (answer.kind === 'asked') return answer.passage;
  if (answer.kind !== 'verdict' || 'Refused' in answer.verdict) return undefined;
  return passageOf(answer.verdict);
}

/** The age that stands between this guest and the door. */
const ageIn = (answer: DoorAnswer, scan: Of<'asked'>['scan']): AgeAsked | undefined =>
  answer.kind === 'verdict' && 'Refused' in answer.verdict
    ? ageAsked(answer.verdict.Refused, scan)
    : undefined;

function letsThrough(answer: DoorAnswer): boolean {
  if (answer.kind === 'verdict') return !('Refused' in answer.verdict);
  if (answer.kind === 'alone') return answer.verdict.kind === 'passed';
  return answer.kind === 'kept';
}

function Buttons({
  answer,
  onConfirm,
  onDecide,
  onAgeSeen,
  onDone,
}: Omit<Props, 'event' | 'photo'>) {
  const d = useDoorText();
  const g = useGateText();
  const isDecision = answer.kind === 'asked' || answer.kind === 'unsure';
  if (!isDecision) {
    const scan = answer.kind === 'verdict' ? answer.scan : undefined;
    const age = scan && ageIn(answer, scan);
    return (
      <>
        {scan && age && onAgeSeen && (
          <button type="button" className={button} onClick={() => onAgeSeen(scan, age)}>
            {g('ageSeen', { years: String(age.years) })}
          </button>
        )}
        <button type="button" className={button} onClick={onDone}>
          {d('next')}
        </button>
      </>
    );
  }
  const yes = () => (answer.kind === 'asked' ? onConfirm(answer.scan) : onDecide(answer, true));
  const no = () => (answer.kind === 'asked' ? onDone() : onDecide(answer, false));
  return (
    <>
      <button type="button" className={button} onClick={yes}>
        {d('In' in answer.scan.direction ? 'letIn' : 'letOut')}
      </button>
      <button type="button" className={button} onClick={no}>
        {answer.kind === 'asked' ? d('cancel') : g('turnAway')}
      </button>
    </>
  );
}

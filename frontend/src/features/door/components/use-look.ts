import type { EventView, ScanRefusal, Verdict } from '@qikcard/contracts';
import type { VerdictTone } from '../../../components/ui/verdict-banner.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { type Text, useText } from '../../../lib/text.tsx';
import { timeOfDay } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { type GateText, useGateText } from '../../../locales/gate.ts';
import { notationText } from '../../doors/components/refusal-text.ts';
import { refusalText } from '../api/refusal-text.ts';
import { useDoorText } from '../api/text.ts';
import { type DoorAnswer, passageOf } from '../api/use-door.ts';

/** Colour, word and sentence of an answer. */
export type Look = { tone: VerdictTone; word: string; name?: string; detail?: string };
type Texts = {
  t: Text;
  d: ReturnType<typeof useDoorText>;
  g: GateText;
  /** Why not, in the language of staff. */
  why(refusal: ScanRefusal): string;
};

/** How an answer looks, in the language of staff and the time of the event. */
export function useLook(event: EventView, answer: DoorAnswer): Look {
  const t = useText();
  const d = useDoorText();
  const g = useGateText();
  const time = (ns: bigint) => timeOfDay(ns, { locale: t.locale, zone: event.time_zone });
  const doors = useDoorsText();
  const why = (refusal: ScanRefusal) =>
    'RuleRefused' in refusal
      ? notationText(refusal.RuleRefused.rule, doors)
      : refusalText(refusal, d, time);
  const texts = { t, d, g, why };
  switch (answer.kind) {
    case 'checking':
      return { tone: 'waiting', word: d('checking') };
    case 'failed':
      return { tone: 'refused', word: d('refused'), detail: errorText(answer.error, t) };
    case 'full':
      return { tone: 'refused', word: d('refused'), detail: g('queueFull') };
    case 'asked':
      return {
        tone: 'waiting',
        word: d('In' in answer.scan.direction ? 'askedWord' : 'letOut'),
        name: answer.passage.display_name,
      };
    case 'verdict':
      return lookOfVerdict(answer.verdict, texts);
    case 'alone':
      return lookOfAlone(answer, texts);
    case 'unsure':
      return lookOfUnsure(answer, g);
    case 'undone':
      return { tone: 'out', word: d('undone'), name: answer.name };
    case 'kept': {
      const word = g(answer.passed ? 'keptIn' : 'keptAway');
      const tone = answer.passed ? 'provisional' : 'refused';
      return { tone, word, ...nameOf(answer), detail: g('keptHint') };
    }
  }
}

function lookOfVerdict(verdict: Verdict, { d, g, why }: Texts): Look {
  if ('Refused' in verdict) {
    return { tone: 'refused', word: d('refused'), detail: why(verdict.Refused) };
  }
  const { display_name: name, inside: count } = passageOf(verdict);
  if ('AdmittedProvisional' in verdict) {
    const { reason } = verdict.AdmittedProvisional;
    const detail = 'Revoked' in reason ? g('conflictRevoked') : why(reason);
    return { tone: 'waiting', word: g('conflict'), name, detail };
  }
  const detail = d('inside', { count });
  return 'CheckedOut' in verdict
    ? { tone: 'out', word: d('checkedOut'), name, detail }
    : { tone: 'admitted', word: d('admitted'), name, detail };
}

type Of<K extends DoorAnswer['kind']> = Extract<DoorAnswer, { kind: K }>;

function lookOfAlone({ scan, verdict }: Of<'alone'>, { d, g, why }: Texts): Look {
  if (verdict.kind === 'refused') {
    const detail = `${why(verdict.refusal)} ${g('aloneRefused')}`;
    return { tone: 'refused', word: d('refused'), ...nameOf(verdict), detail };
  }
  const word = g('In' in scan.direction ? 'aloneIn' : 'aloneOut');
  return { tone: 'provisional', word, ...nameOf(verdict), detail: g('aloneHint') };
}

function lookOfUnsure(answer: Of<'unsure'>, g: GateText): Look {
  const known = answer.entry ? 'unsureCode' : 'unsureUnknown';
  const detail = g(answer.hasList ? known : 'unsureNoList');
  return { tone: 'waiting', word: g('unsure'), ...nameOf(answer), detail };
}

const nameOf = ({ entry }: { entry?: { displayName: string } }): { name?: string } =>
  entry ? { name: entry.displayName } : {};

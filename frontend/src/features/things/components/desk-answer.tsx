import type { ResourceOwner } from '@qikcard/contracts';
import { VerdictBanner, type VerdictTone } from '../../../components/ui/verdict-banner.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import type { DeskAnswer } from '../api/use-desk.ts';
import { useZone } from '../api/zone.ts';
import { depositText } from './deposit-line.tsx';
import { thingsError } from './things-error.ts';
import { usePersonText } from './use-person-text.ts';

type Props = { owner: ResourceOwner; answer: DeskAnswer; onNext(): void };
type Look = { tone: VerdictTone; word: string; name?: string; detail?: string };

/** What became of a scan, as colour, drawing, word and sentence. */
export function DeskAnswerPanel({ owner, answer, onNext }: Props) {
  const p = useThingsText();
  const look = useLook(owner, answer);
  return (
    <div className="overflow-hidden rounded-xl">
      <VerdictBanner tone={look.tone} word={look.word} className="py-6 lg:py-10">
        {look.name && <p className="break-words font-semibold">{look.name}</p>}
        {look.detail && <p className="max-w-md break-words">{look.detail}</p>}
        {answer.kind !== 'busy' && (
          <button
            type="button"
            onClick={onNext}
            className="mt-6 min-h-13 rounded-md border-2 border-current px-6 font-semibold text-base hover:bg-white/20"
          >
            {p('scan.next')}
          </button>
        )}
      </VerdictBanner>
    </div>
  );
}

function useLook(owner: ResourceOwner, answer: DeskAnswer): Look {
  const t = useText();
  const p = useThingsText();
  const at = useZone(owner);
  const lent = answer.kind === 'lent' ? answer.loan : undefined;
  const who = usePersonText(lent?.borrower, lent?.borrower_name ?? '');
  switch (answer.kind) {
    case 'busy':
      return { tone: 'waiting', word: p('scan.busy') };
    case 'lent': {
      const { loan } = answer;
      const detail = p('scan.lentTo', {
        who,
        time: dateTime(loan.due_at_ns, at),
      });
      return { tone: 'admitted', word: p('scan.lent'), name: loan.resource_name, detail };
    }
    case 'returned': {
      const detail = depositText(answer.loan, p, at);
      const name = answer.loan.resource_name;
      return { tone: 'out', word: p('scan.returned'), name, ...(detail ? { detail } : {}) };
    }
    case 'saved':
      return {
        tone: 'waiting',
        word: p('scan.saved'),
        name: answer.scan.thingName,
        detail: p('scan.savedHint'),
      };
    case 'unknownCode':
      return { tone: 'refused', word: p('scan.refused'), detail: p('scan.unknownCode') };
    case 'failed':
      return {
        tone: 'refused',
        word: p('scan.refused'),
        detail: thingsError(answer.error, t, p, at),
      };
  }
}

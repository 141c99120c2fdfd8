import type { CanisterName } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { factName, type Letter, useLetter } from '../api/operations.ts';
import { useAdminText } from '../api/text.ts';

type Props = { name: CanisterName; letters: Letter[] };

/** Facts that a receiver choked on: what, to whom, why; sent again, or given up after a question. */
export function DeadLetters({ name, letters }: Props) {
  const t = useText();
  const text = useAdminText();
  const say = useToast();
  const letter = useLetter(name);
  const [givenUp, setGivenUp] = useState<Letter>();
  if (letters.length === 0) return null;
  const close = () => {
    letter.reset();
    setGivenUp(undefined);
  };
  const retry = (each: Letter) =>
    letter.mutate(
      { letter: each, fate: 'retry' },
      {
        onSuccess: () => say(text('letterSent')),
        onError: (error) => say(errorText(error, t), 'problem'),
      },
    );
  const titleOf = (each: Letter) =>
    text('letter', { fact: factName(each.kind), receiver: each.receiver });
  return (
    <section className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium text-sm">{text('letters')}</h3>
      <ul className="flex flex-col gap-4 text-sm">
        {letters.map((each) => (
          <li key={`${each.receiver} ${each.seq}`} className="flex flex-col gap-2">
            <p className="font-medium">{titleOf(each)}</p>
            <p className="text-muted">
              {text('letterDied', {
                seq: String(each.seq),
                time: dateTime(each.died_at_ns, { locale: t.locale, zone: localZone() }),
              })}
            </p>
            <p className="break-words font-mono text-refused-text text-xs">{each.reason}</p>
            <div className="flex flex-wrap gap-3">
              <Button look="secondary" busy={letter.isPending} onClick={() => retry(each)}>
                {text('letterRetry')}
              </Button>
              <Button look="danger" onClick={() => setGivenUp(each)}>
                {text('letterDiscard')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={givenUp !== undefined}
        title={text('letterDiscardTitle')}
        text={text('letterDiscardText')}
        action={text('letterDiscard')}
        busy={letter.isPending}
        error={letter.error}
        onClose={close}
        onConfirm={() =>
          givenUp &&
          letter.mutate(
            { letter: givenUp, fate: 'discard' },
            {
              onSuccess: () => {
                say(text('letterDiscarded'));
                close();
              },
            },
          )
        }
      />
    </section>
  );
}

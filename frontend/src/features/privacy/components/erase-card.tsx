import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useSession } from '../../session/api/session.tsx';
import { useErase } from '../api/privacy.ts';

const staying = ['Account', 'Events', 'Tokens', 'Name', 'Audit'] as const;

/** The end of everything personal, asked for by a typed word, with what stays said before. */
export function EraseCard() {
  const p = usePeopleText();
  const [open, setOpen] = useState(false);
  return (
    <Section title={p('erase.action')}>
      <Card className="flex flex-col gap-4 p-5 md:p-6">
        <p className="text-muted">{p('erase.lead')}</p>
        <Button look="danger" className="self-start" onClick={() => setOpen(true)}>
          {p('erase.action')}
        </Button>
      </Card>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={p('erase.title')}
        description={p('erase.goes')}
      >
        <EraseForm onDone={() => setOpen(false)} />
      </Dialog>
    </Section>
  );
}

function EraseForm({ onDone }: { onDone(): void }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const erase = useErase();
  const { signOut } = useSession();
  const [typed, setTyped] = useState('');
  const word = p('erase.word');
  const isSure = typed.trim().toLocaleUpperCase(t.language) === word;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSure || erase.isPending) return;
    erase.mutate(undefined, {
      onSuccess: ({ done }) => {
        say(p(done ? 'erase.done' : 'erase.underWay'));
        onDone();
        // This device would otherwise be listed again under what has just been erased.
        void signOut();
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <p className="font-medium text-sm">{p('erase.stays')}</p>
        <ul className="list-disc ps-5 text-muted text-sm">
          {staying.map((what) => (
            <li key={what}>{p(`erase.stays${what}`)}</li>
          ))}
        </ul>
      </div>
      <TextField
        label={p('erase.ask', { word })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {erase.isError && <Notice tone="problem">{areaErrorText(erase.error, t, p)}</Notice>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button look="secondary" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" look="danger" busy={erase.isPending} disabled={!isSure}>
          {p('erase.confirm')}
        </Button>
      </div>
    </form>
  );
}

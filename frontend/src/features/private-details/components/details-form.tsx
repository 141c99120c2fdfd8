import type { PrivateFieldName } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { usePrivateText } from '../../../locales/private.ts';
import { type Details, type OpenDetails, useSaveDetails } from '../api/private-details.ts';

const lines: { name: PrivateFieldName; type: string; autoComplete: string }[] = [
  { name: 'LegalName', type: 'text', autoComplete: 'name' },
  { name: 'Phone', type: 'tel', autoComplete: 'tel' },
  { name: 'Email', type: 'email', autoComplete: 'email' },
  { name: 'EmergencyContact', type: 'text', autoComplete: 'off' },
  { name: 'Address', type: 'text', autoComplete: 'street-address' },
];
const LINE_MAX_CHARS = 200;
/** At three bytes for each UTF-16 unit, the most that is sealed. */
const NOTES_MAX_CHARS = 1_000;

type Props = { opened: OpenDetails; onSaved(saved: OpenDetails): void };

/** Private details in clear, on this screen only; what is saved leaves it sealed. */
export function DetailsForm({ opened, onSaved }: Props) {
  const t = useText();
  const p = usePeopleText();
  const s = usePrivateText();
  const say = useToast();
  const save = useSaveDetails(opened);
  const [details, setDetails] = useState<Details>(opened.details);
  const wiring = (name: PrivateFieldName) => ({
    label: s(`field.${name}`),
    value: details[name],
    error: opened.tampered.includes(name) ? s('tampered') : undefined,
    onChange: ({ target }: { target: { value: string } }) =>
      setDetails((before) => ({ ...before, [name]: target.value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate(details, {
      onSuccess: (saved) => {
        say(s('saved'));
        onSaved(saved);
      },
    });
  };
  return (
    <Card className="p-5 md:p-6">
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <p className="text-muted text-sm">{s('lead')}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          {lines.map(({ name, ...input }) => (
            <div key={name} className="last:sm:col-span-2">
              <TextField {...wiring(name)} {...input} maxLength={LINE_MAX_CHARS} />
            </div>
          ))}
        </div>
        <TextArea {...wiring('Notes')} hint={s('notesHint')} maxLength={NOTES_MAX_CHARS} />
        {save.isError && <Notice tone="problem">{areaErrorText(save.error, t, p)}</Notice>}
        <Button type="submit" busy={save.isPending} className="self-start">
          {s('save')}
        </Button>
      </form>
    </Card>
  );
}

import { NAME_MAX_CHARS, TICKET_TYPE_NAME_MAX_CHARS } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { useMembershipsText } from '../../../locales/memberships.ts';
import type { PlanDraft } from '../api/memberships.ts';
import { draftOf, type PlanForm, type PlanProblem } from '../api/plan-form.ts';
import { EventsChoice } from './events-choice.tsx';

type Props = {
  initial: PlanForm;
  busy: boolean;
  error: unknown;
  onSave(draft: PlanDraft): void;
};

/** What a season pass is called, when it is valid and what it opens. */
export function PlanEditor({ initial, busy, error, onSave }: Props) {
  const t = useText();
  const m = useMembershipsText();
  const [form, setForm] = useState(initial);
  const [problem, setProblem] = useState<PlanProblem>();
  const zone = localZone();
  const change = (part: Partial<PlanForm>) => {
    setForm({ ...form, ...part });
    setProblem(undefined);
  };
  const bind = (field: 'name' | 'from' | 'until' | 'ticket') => ({
    value: form[field],
    onChange: ({ target }: { target: { value: string } }) => change({ [field]: target.value }),
  });
  const wrong = (kind: PlanProblem) => (problem === kind ? { error: m(kind) } : {});
  return (
    <form
      noValidate
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        const draft = draftOf(form, zone, Date.now());
        setProblem(typeof draft === 'string' ? draft : undefined);
        if (typeof draft !== 'string') onSave(draft);
      }}
    >
      <TextField
        {...bind('name')}
        {...wrong('nameMissing')}
        label={m('name')}
        maxLength={NAME_MAX_CHARS}
        autoComplete="off"
        required
      />
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <TextField {...bind('from')} label={m('from')} type="date" required />
        <TextField
          {...bind('until')}
          {...wrong('dates')}
          label={m('until')}
          hint={m('untilHint', { zone })}
          type="date"
          required
        />
      </div>
      <EventsChoice
        chosen={form.events}
        onChange={(events) => change({ events })}
        problem={problem === 'chosenNone'}
      />
      <TextField
        {...bind('ticket')}
        label={m('ticket')}
        hint={m('ticketHint')}
        optional={t('field.optional')}
        maxLength={TICKET_TYPE_NAME_MAX_CHARS}
        autoComplete="off"
      />
      {error !== null && <Notice tone="problem">{errorText(error, t)}</Notice>}
      <div>
        <Button type="submit" size="lg" busy={busy}>
          {m('save')}
        </Button>
      </div>
    </form>
  );
}

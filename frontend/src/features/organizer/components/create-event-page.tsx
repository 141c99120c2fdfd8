import { Principal } from '@dfinity/principal';
import type { EventView } from '@qikcard/contracts';
import { DOORS_OPEN_BEFORE_SECONDS, fromOpt } from '@qikcard/contracts';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { EventArt } from '../../events/components/event-art.tsx';
import { EventFacts } from '../../events/components/event-facts.tsx';
import { useCreateEvent } from '../api/organized-events.ts';
import { DraftFields } from './draft-fields.tsx';
import { type DraftForm, emptyForm, findErrors, toDraft } from './draft-form.ts';

/** One page: the form, and beside it what guests will see. */
export function CreateEventPage() {
  const t = useText();
  const say = useToast();
  const go = useNavigate();
  const create = useCreateEvent();
  const formElement = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState(() => emptyForm(Date.now()));
  const [submitted, setSubmitted] = useState(false);
  const errors = submitted ? findErrors(form, t) : {};

  const submit = (publish: boolean) => {
    setSubmitted(true);
    if (Object.keys(findErrors(form, t)).length > 0) {
      // After the messages are there, so that the reader hears the first one.
      setTimeout(() => formElement.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    create.mutate(
      { draft: toDraft(form), publish },
      {
        onSuccess: (event) => {
          say(t(publish ? 'create.published' : 'create.saved'));
          go(`/organizer/events/${event.id}`);
        },
      },
    );
  };

  return (
    <Page title={t('create.title')} back={{ to: '/organizer', label: t('organizer.title') }}>
      <div className="grid items-start gap-10 lg:grid-cols-[1fr_24rem]">
        <form
          ref={formElement}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit(true);
          }}
          className="flex flex-col gap-6"
        >
          <DraftFields form={form} errors={errors} onChange={setForm} />
          {create.isError && <Notice tone="problem">{errorText(create.error, t)}</Notice>}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" size="lg" busy={create.isPending}>
              {t('create.publish')}
            </Button>
            <Button
              look="secondary"
              size="lg"
              disabled={create.isPending}
              onClick={() => submit(false)}
            >
              {t('create.saveDraft')}
            </Button>
          </div>
        </form>
        <Preview form={form} />
      </div>
    </Page>
  );
}

export function Preview({ form }: { form: DraftForm }) {
  const t = useText();
  const event = previewEvent(form, t('create.untitled'));
  return (
    <section
      aria-label={t('create.preview')}
      className="overflow-hidden rounded-lg border border-line bg-surface lg:sticky lg:top-8"
    >
      <EventArt seed={event.name} className="h-36 w-full" />
      <div className="flex flex-col gap-5 p-6">
        <div>
          <p className="font-medium text-muted text-sm">{t('create.preview')}</p>
          <h2 className="break-words font-semibold text-2xl">{event.name}</h2>
        </div>
        <EventFacts event={event} stacked />
        {event.description && (
          <p className="whitespace-pre-line break-words">{event.description}</p>
        )}
      </div>
    </section>
  );
}

function previewEvent(form: DraftForm, untitled: string): EventView {
  const draft = toDraft(form);
  const twoHours = BigInt(DOORS_OPEN_BEFORE_SECONDS) * 1_000_000_000n;
  return {
    ...draft,
    id: 0n,
    name: draft.name || untitled,
    doors_open_ns: fromOpt(draft.doors_open_ns) ?? draft.starts_at_ns - twoHours,
    organizer: Principal.anonymous(),
    status: { Draft: null },
    created_at_ns: 0n,
    registered: 0,
    arrived: 0,
    inside: 0,
  };
}

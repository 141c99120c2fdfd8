import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useUnsaved } from '../api/unsaved.ts';
import { DraftFields } from './draft-fields.tsx';
import { findErrors } from './draft-form.ts';
import { AccessFields } from './editor-access.tsx';
import type { EditorForm } from './editor-form.ts';
import { ImageField } from './editor-image.tsx';
import { QuestionFields } from './editor-questions.tsx';
import { RepeatFields } from './editor-repeat.tsx';
import { TicketFields } from './editor-tickets.tsx';
import { Preview } from './event-preview.tsx';

type Props = {
  /** Under which name of this tab unsaved changes are kept. */
  unsavedKey: string;
  initial: () => EditorForm;
  /** Address of the picture there is already. */
  picture?: string | undefined;
  /** Whether it can still become a series. */
  repeats: boolean;
  problem: ReactNode;
  onSubmit: Then;
  /** The buttons; `submit` checks the form first. */
  children(submit: (then: Then) => void): ReactNode;
};

/** What happens with a form that is right; `saved` is called once it is stored. */
type Then = (form: EditorForm, saved: () => void) => void;

/** One page: everything an event needs, and beside it what guests will see. */
export function EventEditor(props: Props) {
  const { unsavedKey, initial, picture, repeats, problem, onSubmit, children } = props;
  const t = useText();
  const e = useEventsText();
  const formElement = useRef<HTMLFormElement>(null);
  const { form, change, restored, forget, discard } = useUnsaved(unsavedKey, initial);
  const [submitted, setSubmitted] = useState(false);
  const errors = submitted ? findErrors(form.draft, t) : {};
  const submit = (then: Then) => {
    setSubmitted(true);
    const wrong = Object.keys(findErrors(form.draft, t)).length > 0;
    if (!wrong && formElement.current?.checkValidity()) return then(form, forget);
    // After the messages are there, so that the reader hears the first one.
    setTimeout(() =>
      formElement.current?.querySelector<HTMLElement>('[aria-invalid], :invalid')?.focus(),
    );
  };
  const invalid = submitted && Object.keys(errors).length > 0;
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[1fr_24rem]">
      <form
        ref={formElement}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(onSubmit);
        }}
        className="flex min-w-0 flex-col gap-8"
      >
        {restored && (
          <Notice
            tone="info"
            action={
              <Button look="secondary" onClick={discard}>
                {e('edit.discard')}
              </Button>
            }
          >
            {e('edit.restored')}
          </Notice>
        )}
        <div className="flex flex-col gap-6">
          <DraftFields form={form.draft} errors={errors} onChange={(draft) => change({ draft })} />
        </div>
        {repeats && <RepeatFields form={form} onChange={change} />}
        <ImageField form={form} onChange={change} has={picture !== undefined} />
        <AccessFields form={form} onChange={change} />
        <TicketFields form={form} onChange={change} />
        <QuestionFields form={form} onChange={change} />
        {invalid && <Notice tone="problem">{e('edit.check')}</Notice>}
        {problem}
        <div className="flex flex-wrap gap-3">{children(submit)}</div>
      </form>
      <Preview
        form={form.draft}
        image={form.image}
        before={picture}
        tickets={form.tickets.map(({ name }) => name).filter(Boolean)}
      />
    </div>
  );
}

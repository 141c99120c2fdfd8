import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { useCreateEvents } from '../api/event-life.ts';
import { type EditorForm, emptyEditor, planOf } from './editor-form.ts';
import { EventEditor } from './event-editor.tsx';

/** A new event, or a series of them. */
export function CreateEventPage() {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const go = useNavigate();
  const create = useCreateEvents();
  const { who } = useSession();
  const make = (form: EditorForm, publish: boolean, saved: () => void) =>
    create.mutate(
      { plan: planOf(form), image: form.image, publish },
      {
        onSuccess: (id) => {
          saved();
          say(t(publish ? 'create.published' : 'create.saved'));
          go(`/organizer/events/${id}`);
        },
      },
    );
  return (
    <Page title={t('create.title')} back={{ to: '/organizer', label: t('organizer.title') }}>
      <EventEditor
        unsavedKey={`qikcard.editor.${who}.new`}
        initial={() => emptyEditor(Date.now())}
        repeats
        problem={
          create.isError && <Notice tone="problem">{areaErrorText(create.error, t, e)}</Notice>
        }
        onSubmit={(form, saved) => make(form, true, saved)}
      >
        {(submit) => (
          <>
            <Button type="submit" size="lg" busy={create.isPending}>
              {t('create.publish')}
            </Button>
            <Button
              look="secondary"
              size="lg"
              disabled={create.isPending}
              onClick={() => submit((form, saved) => make(form, false, saved))}
            >
              {t('create.saveDraft')}
            </Button>
          </>
        )}
      </EventEditor>
    </Page>
  );
}

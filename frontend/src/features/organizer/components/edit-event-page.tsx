import { type EventSheet, toOpt } from '@qikcard/contracts';
import { useNavigate, useParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { readId } from '../../events/api/events.ts';
import { useEventImage, useSheet } from '../../events/api/sheet.ts';
import { useSession } from '../../session/api/session.tsx';
import { type EditedEvent, useEditEvent } from '../api/event-life.ts';
import { toDraft } from './draft-form.ts';
import { detailsOf, type EditorForm, editorOf, ticketDraft } from './editor-form.ts';
import { EventEditor } from './event-editor.tsx';
import { LifeActions } from './life-actions.tsx';

/** Changing an event, and ending it. */
export function EditEventPage() {
  const t = useText();
  const e = useEventsText();
  const id = readId(useParams()['eventId']) ?? 0n;
  const sheet = useSheet(id);
  const back = { to: `/organizer/events/${id}`, label: sheet.data?.event.name ?? t('event.title') };
  return (
    <Page
      title={e('edit.title')}
      back={back}
      action={sheet.data && <LifeActions event={sheet.data.event} />}
    >
      {sheet.isPending && <SkeletonRows rows={4} className="h-20 rounded-lg" />}
      {sheet.isError && <ErrorPanel error={sheet.error} onRetry={() => sheet.refetch()} />}
      {sheet.data && <Editor sheet={sheet.data} />}
    </Page>
  );
}

function Editor({ sheet }: { sheet: EventSheet }) {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const go = useNavigate();
  const edit = useEditEvent();
  const { event } = sheet;
  const picture = useEventImage(event.id, sheet.image[0]);
  const { who } = useSession();
  const save = (form: EditorForm, saved: () => void) => {
    const done = () => {
      saved();
      say(e('edit.saved'));
      go(`/organizer/events/${event.id}`);
    };
    edit.mutate(editedEvent(sheet, form), { onSuccess: done });
  };
  return (
    <EventEditor
      key={String(event.id)}
      unsavedKey={`qikcard.editor.${who}.${event.id}`}
      initial={() => editorOf(sheet)}
      picture={picture}
      repeats={false}
      problem={edit.isError && <Notice tone="problem">{areaErrorText(edit.error, t, e)}</Notice>}
      onSubmit={save}
    >
      {() => (
        <Button type="submit" size="lg" busy={edit.isPending}>
          {e('edit.save')}
        </Button>
      )}
    </EventEditor>
  );
}

/** What has to be said to the canister; */
function editedEvent({ event, ticket_types: types }: EventSheet, form: EditorForm): EditedEvent {
  const zone = form.draft.timeZone;
  const kept = new Set(form.tickets.map(({ number }) => number));
  return {
    edit: {
      event_id: event.id,
      draft: toDraft(form.draft),
      details: detailsOf(form),
      invitation: toOpt(form.invitation.trim() || undefined),
    },
    tickets: form.tickets.map((ticket) => ({
      number: ticket.number,
      draft: ticketDraft(ticket, zone),
    })),
    withdrawn: types
      .filter(({ number, withdrawn }) => !withdrawn && !kept.has(number))
      .map(({ number }) => number),
    image: form.image,
  };
}

import {
  ATTENTION_MAX_CHARS,
  type GuestCard,
  NOTE_MAX_CHARS,
  type Registration,
} from '@qikcard/contracts';
import { Hand, Undo2 } from 'lucide-react';
import { lazy, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { grouped } from '../../../lib/grouped.ts';
import { Optional } from '../../../lib/optional.tsx';
import { useText } from '../../../lib/text.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useEventsText } from '../../../locales/events.ts';
import { ManualMoveDialog } from '../../doors/components/manual-move-dialog.tsx';
import { UndoDialog } from '../../doors/components/undo-dialog.tsx';
import { QuestionField } from '../../events/components/question-field.tsx';
import { CardsSection } from '../../gate/components/cards-section.tsx';
import { useClaimCode, useGuestCard, useRevoke, useSaveCard } from '../api/attendees.ts';
import { GuestState } from './attendees-table.tsx';

const ProvenPhoto = lazy(async () => ({
  default: (await import('../../door-photo/components/proven-photo.tsx')).ProvenPhoto,
}));

type Props = { guest: Registration; runs: boolean; zone: string; onClose(): void };

/** One guest: what staff know, and what those who run the event can do. */
export function GuestDialog({ guest, runs, zone, onClose }: Props) {
  const card = useGuestCard(guest.id);
  const [part, setPart] = useState<'card' | 'move' | 'undo'>('card');
  if (part === 'undo') return <UndoDialog registrationId={guest.id} onClose={onClose} />;
  if (part === 'move') {
    const { id, display_name: name, inside, event_id: eventId } = guest;
    const place = { eventId, timeZone: zone, guest: { id, name, inside } };
    return <ManualMoveDialog {...place} mayOverrule={runs} onClose={onClose} />;
  }
  return (
    <Dialog open onOpenChange={onClose} title={guest.display_name}>
      <div className="flex flex-col gap-6">
        <div>
          <GuestState row={guest} />
        </div>
        <Optional>
          <ProvenPhoto guest={guest} />
        </Optional>
        <Moves guest={guest} onMove={() => setPart('move')} onUndo={() => setPart('undo')} />
        {card.isPending && <SkeletonRows rows={2} className="h-20 rounded-md" />}
        {card.isError && <ErrorPanel error={card.error} onRetry={() => card.refetch()} />}
        {card.data && <CardForm guest={guest} card={card.data} onSaved={onClose} />}
        {!guest.revoked && <CardsSection guest={guest} />}
        {runs && <Actions guest={guest} />}
      </div>
    </Dialog>
  );
}

type MovesProps = { guest: Registration; onMove(): void; onUndo(): void };

/** In or out without a code, and the latest move taken back. */
function Moves({ guest, onMove, onUndo }: MovesProps) {
  const doors = useDoorsText();
  const hasMoved = guest.checked_in_at_ns.length > 0;
  if (guest.revoked && !guest.inside) return null;
  return (
    <div className="flex flex-wrap gap-3">
      <Button look="secondary" icon={Hand} onClick={onMove}>
        {doors('manual')}
      </Button>
      {hasMoved && (
        <Button look="secondary" icon={Undo2} onClick={onUndo}>
          {doors('undo')}
        </Button>
      )}
    </div>
  );
}

type FormProps = { guest: Registration; card: GuestCard; onSaved(): void };

function CardForm({ guest, card, onSaved }: FormProps) {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const save = useSaveCard(guest);
  const [note, setNote] = useState(card.note);
  const [attention, setAttention] = useState(card.attention);
  const [answers, setAnswers] = useState(card.answers);
  const answerOf = (number: number) =>
    answers.find(({ question }) => question === number)?.answer ?? '';
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const done = () => {
          say(e('guest.saved'));
          onSaved();
        };
        save.mutate({ note, attention, answers }, { onSuccess: done });
      }}
    >
      <TextField
        label={e('guest.attention')}
        hint={e('guest.attentionHint')}
        maxLength={ATTENTION_MAX_CHARS}
        value={attention}
        onChange={({ target }) => setAttention(target.value)}
      />
      <TextArea
        label={e('guest.note')}
        hint={e('guest.noteHint')}
        maxLength={NOTE_MAX_CHARS}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {card.questions.map((question) => (
        <QuestionField
          key={question.number}
          question={{ ...question, required: false }}
          answer={answerOf(question.number)}
          onChange={(answer) =>
            setAnswers([
              ...answers.filter((each) => each.question !== question.number),
              { question: question.number, answer },
            ])
          }
        />
      ))}
      {save.isError && <Notice tone="problem">{areaErrorText(save.error, t, e)}</Notice>}
      <Button type="submit" busy={save.isPending} wide>
        {e('guest.save')}
      </Button>
    </form>
  );
}

function Actions({ guest }: { guest: Registration }) {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const revoke = useRevoke(guest);
  const code = useClaimCode(guest.id);
  const problem = revoke.error ?? code.error;
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-5">
      {problem && <Notice tone="problem">{areaErrorText(problem, t, e)}</Notice>}
      {code.data && (
        <div className="rounded-md bg-sunken p-4">
          <p className="break-all font-mono font-semibold">{grouped(code.data.code)}</p>
          <p className="mt-1 text-muted text-sm">{e('guest.codeHint')}</p>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        {!guest.claimed && !guest.revoked && (
          <Button look="secondary" busy={code.isPending} onClick={() => code.mutate()}>
            {e('guest.code')}
          </Button>
        )}
        <Button
          look={guest.revoked ? 'secondary' : 'danger'}
          busy={revoke.isPending}
          onClick={() =>
            revoke.mutate(!guest.revoked, {
              onSuccess: () => say(e(guest.revoked ? 'guest.reinstated' : 'guest.revoked')),
            })
          }
        >
          {e(guest.revoked ? 'guest.reinstate' : 'guest.revoke')}
        </Button>
      </div>
    </div>
  );
}

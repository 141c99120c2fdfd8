import { type EventSheet, fromOpt, type Membership, type TicketType } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useMe } from '../../session/api/me.ts';
import { useJoinRequest, useMyMemberships } from '../api/sheet.ts';
import { Panel } from './join-panel.tsx';
import { QuestionField } from './question-field.tsx';
import { TicketChoice } from './ticket-choice.tsx';

/** Choosing a ticket and answering what the organizer asks. */
export function JoinForm({ sheet, invitation }: { sheet: EventSheet; invitation: string }) {
  const t = useText();
  const e = useEventsText();
  const me = useMe();
  const join = useJoinRequest();
  const { event, details, ticket_types: types } = sheet;
  const [number, setNumber] = useState(
    types.find((type) => !isFull(type))?.number ?? types[0]?.number ?? 0,
  );
  const [answers, setAnswers] = useState<Record<number, string>>({});
  const membership = useMyMemberships().data?.find((each) => opens(each, sheet));
  const [wantsMember, setWantsMember] = useState(true);
  const asMember = wantsMember && membership !== undefined;
  const type = types.find((each) => each.number === number);
  const capacity = fromOpt(event.capacity);
  const full = (capacity !== undefined && event.registered >= capacity) || (type && isFull(type));
  const name = me.data?.user?.display_name ?? '';
  const approval = !asMember && (details.approval || (type?.approval ?? false));
  if (full && !details.waitlist && types.length === 0) {
    return <Panel title={t('join.fullTitle')} text={t('join.full')} />;
  }
  const questions = details.questions.filter(({ at_door }) => !at_door);
  const action = approval ? 'join.apply' : full ? 'join.wait' : 'join.action';
  return (
    <Panel title={t('join.title')} text={t('join.as', { name })}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(submit) => {
          submit.preventDefault();
          join.mutate({
            event_id: event.id,
            display_name: name,
            ticket_type: number,
            answers: Object.entries(answers).map(([question, answer]) => ({
              question: Number(question),
              answer,
            })),
            invitation,
            membership_id: asMember ? [membership.id] : [],
            or_wait: true,
          });
        }}
      >
        {membership && (
          <Switch
            label={e('join.membership', { name: membership.plan.name })}
            checked={asMember}
            onChange={setWantsMember}
          />
        )}
        {types.length > 0 && !asMember && (
          <TicketChoice types={types} zone={event.time_zone} value={number} onChange={setNumber} />
        )}
        {questions.map((question) => (
          <QuestionField
            key={question.number}
            question={question}
            answer={answers[question.number] ?? ''}
            onChange={(answer) => setAnswers({ ...answers, [question.number]: answer })}
          />
        ))}
        {approval && <p className="text-muted text-sm">{e('join.needsApproval')}</p>}
        {join.isError && <Notice tone="problem">{areaErrorText(join.error, t, e)}</Notice>}
        <Button type="submit" size="lg" wide busy={join.isPending || !me.isSuccess}>
          {e(action)}
        </Button>
      </form>
    </Panel>
  );
}

/** Whether all places of a type are taken. */
export const isFull = ({ capacity, taken }: TicketType): boolean =>
  capacity[0] !== undefined && taken >= capacity[0];

function opens({ plan, withdrawn }: Membership, { event }: EventSheet): boolean {
  const named = plan.events.length === 0 || plan.events.some((each) => each.event_id === event.id);
  const inTime =
    event.starts_at_ns >= plan.valid_from_ns && event.starts_at_ns < plan.valid_until_ns;
  return !withdrawn && named && inTime && plan.organizer.toText() === event.organizer.toText();
}

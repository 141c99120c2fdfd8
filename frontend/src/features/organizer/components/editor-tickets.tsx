import { TICKET_TYPE_NAME_MAX_CHARS, TICKET_TYPES_MAX } from '@qikcard/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import type { PartProps } from './editor-access.tsx';
import { newTicket, type TicketForm } from './editor-form.ts';

/** The kinds of tickets, if there is more than one. */
export function TicketFields({ form, onChange }: PartProps) {
  const e = useEventsText();
  const { tickets } = form;
  const put = (ticket: TicketForm) =>
    onChange({ tickets: tickets.map((each) => (each.key === ticket.key ? ticket : each)) });
  return (
    <Section title={e('edit.tickets')}>
      {tickets.length === 0 && <p className="text-muted text-sm">{e('edit.ticketsHint')}</p>}
      {tickets.map((ticket) => (
        <TicketCard
          key={ticket.key}
          ticket={ticket}
          onChange={put}
          onRemove={() => onChange({ tickets: tickets.filter(({ key }) => key !== ticket.key) })}
        />
      ))}
      {tickets.length < TICKET_TYPES_MAX && (
        <div>
          <Button
            look="secondary"
            icon={Plus}
            onClick={() => onChange({ tickets: [...tickets, newTicket(tickets)] })}
          >
            {e('edit.addTicket')}
          </Button>
        </div>
      )}
    </Section>
  );
}

type Typed = 'name' | 'colour' | 'capacity' | (typeof TIMES)[number];
const TIMES = ['salesFrom', 'salesUntil', 'validFrom', 'validUntil'] as const;
type CardProps = { ticket: TicketForm; onChange(ticket: TicketForm): void; onRemove(): void };

function TicketCard({ ticket, onChange, onRemove }: CardProps) {
  const t = useText();
  const e = useEventsText();
  const bind = (field: Typed) => ({
    value: ticket[field],
    onChange: ({ target }: { target: { value: string } }) =>
      onChange({ ...ticket, [field]: target.value }),
  });
  const optional = t('field.optional');
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex items-end gap-3">
        <div className="flex-1">
          <TextField
            {...bind('name')}
            label={e('edit.ticketName')}
            maxLength={TICKET_TYPE_NAME_MAX_CHARS}
            required
          />
        </div>
        <IconButton
          icon={Trash2}
          label={e('edit.remove', { name: ticket.name || e('edit.ticketName') })}
          onClick={onRemove}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...bind('capacity')}
          label={e('edit.places')}
          optional={optional}
          type="number"
          inputMode="numeric"
          min={1}
        />
        <TextField {...bind('colour')} label={e('edit.colour')} type="color" className="p-1.5" />
        {TIMES.map((field) => (
          <TextField
            key={field}
            {...bind(field)}
            label={e(`edit.${field}`)}
            optional={optional}
            type="datetime-local"
          />
        ))}
      </div>
      <Switch
        label={e('edit.approval')}
        checked={ticket.approval}
        onChange={(approval) => onChange({ ...ticket, approval })}
      />
      <Switch
        label={e('edit.hidden')}
        checked={ticket.hidden}
        onChange={(hidden) => onChange({ ...ticket, hidden })}
      />
    </Card>
  );
}

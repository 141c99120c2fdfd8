import { SecurityEventList } from '../../sessions/components/security-event-list.tsx';
import { useAdminText } from '../api/text.ts';
import { useNameOf } from '../api/users.ts';

/** What happened to everybody's accounts. */
export function EventsPanel() {
  const text = useAdminText();
  const nameOf = useNameOf();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{text('eventsLead')}</p>
      <SecurityEventList whose="all" nameOf={nameOf} />
    </div>
  );
}

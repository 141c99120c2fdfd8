import type { EventView } from '@qikcard/contracts';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useGateText } from '../../../locales/gate.ts';
import type { PastScan } from '../api/use-door.ts';

type Props = { event: EventView; past: PastScan[] };

/** What this door did on its own and the rules do not confirm, with the way to decide about it. */
export function OpenConflicts({ event, past }: Props) {
  const g = useGateText();
  const open = past.filter(
    ({ answer }) => answer.kind === 'verdict' && 'AdmittedProvisional' in answer.verdict,
  );
  if (open.length === 0) return null;
  return (
    <Notice
      tone="waiting"
      action={
        <ButtonLink look="secondary" to={`/organizer/events/${event.id}/doors/conflicts`}>
          {g('conflictsOpen')}
        </ButtonLink>
      }
    >
      {g.count('conflicts', open.length)}
    </Notice>
  );
}

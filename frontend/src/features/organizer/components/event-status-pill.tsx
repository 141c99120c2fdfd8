import type { EventView } from '@qikcard/contracts';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';

/** Draft, doors open, over, or published and waiting for its day. */
export function EventStatusPill({ event }: { event: EventView }) {
  const t = useText();
  const now = Date.now();
  if ('Draft' in event.status) return <StatusPill status="draft">{t('event.draft')}</StatusPill>;
  if ('Cancelled' in event.status)
    return <StatusPill status="refused">{t('event.cancelled')}</StatusPill>;
  if ('Archived' in event.status)
    return <StatusPill status="left">{t('event.archived')}</StatusPill>;
  if (toMs(event.ends_at_ns) < now) return <StatusPill status="left">{t('event.over')}</StatusPill>;
  if (toMs(event.doors_open_ns) <= now)
    return <StatusPill status="admitted">{t('event.open')}</StatusPill>;
  return <StatusPill status="accent">{t('event.published')}</StatusPill>;
}

import type { EventView, FeedEntry } from '@qikcard/contracts';
import { Card, Section } from '../../../components/ui/card.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { clock } from '../../../lib/time.ts';

const SHOWN = 12;

/** Who was turned away, where and when. The feed is public, so it names no one and no reason. */
export function RefusalList({ event, entries }: { event: EventView; entries: FeedEntry[] }) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  const refusals = entries.filter(({ kind }) => 'Refused' in kind).slice(0, SHOWN);
  return (
    <Section title={t('live.refusals')}>
      <Card className="overflow-hidden">
        <ul aria-live="polite">
          {refusals.map((entry) => (
            <li
              key={String(entry.seq)}
              className="flex items-center justify-between gap-3 border-line border-b px-5 py-3 text-sm last:border-b-0"
            >
              <StatusPill status="refused">{entry.gate || t('live.unknownGate')}</StatusPill>
              <time className="tabular text-muted">{clock(entry.at_ns, at)}</time>
            </li>
          ))}
        </ul>
        {refusals.length === 0 && (
          <p className="px-5 py-6 text-muted text-sm">{t('live.noRefusals')}</p>
        )}
      </Card>
    </Section>
  );
}

import { Laptop, type LucideIcon, MonitorSmartphone, Smartphone, Tablet } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import type { ListedSession } from '../api/sessions.ts';
import { useSessionsText } from '../api/text.ts';

const kinds = ['Phone', 'Tablet', 'Computer', 'Other'] as const;
const icons: Record<(typeof kinds)[number], LucideIcon> = {
  Phone: Smartphone,
  Tablet,
  Computer: Laptop,
  Other: MonitorSmartphone,
};

/** One device: what it is, when it was used, and the way to end it. */
export function SessionRow({ session, onEnd }: { session: ListedSession; onEnd(): void }) {
  const t = useText();
  const own = useSessionsText();
  const at = { locale: t.locale, zone: localZone() };
  const kind = kinds.find((each) => each in session.device.kind) ?? 'Other';
  const Icon = icons[kind];
  const { name } = session.device;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-b p-5 last:border-b-0 md:items-center">
      <span className="grid size-11 shrink-0 place-items-center rounded-md bg-sunken text-muted">
        <Icon aria-hidden size={22} strokeWidth={1.9} />
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {name}
          {session.isHere && <StatusPill status="admitted">{own('thisDevice')}</StatusPill>}
        </p>
        <p className="text-muted text-sm">
          {own(`kind.${kind}`)} · {own('used', { time: dateTime(session.last_used_at_ns, at) })}
        </p>
        <p className="text-muted text-sm">
          {own('until', { time: dateTime(session.expires_at_ns, at) })}
        </p>
      </div>
      <Button
        look="secondary"
        aria-label={own('endNamed', { name })}
        onClick={onEnd}
        className="ms-15 md:ms-0"
      >
        {own('end')}
      </Button>
    </li>
  );
}

import type { EventView, Registration } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { useText } from '../../../lib/text.tsx';
import { timeOfDay } from '../../../lib/time.ts';

type Props = { event: EventView; registration: Registration; children: ReactNode };

/** "You're in", over the whole screen; after leaving, a quiet goodbye. `children`: what can be done now. */
export function PassVerdict({ event, registration, children }: Props) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  const inside = registration.inside;
  const when = fromOpt(inside ? registration.checked_in_at_ns : registration.checked_out_at_ns);
  const time = when === undefined ? '' : timeOfDay(when, at);
  return (
    <div
      className={`always-light flex flex-1 flex-col ${inside ? 'bg-admitted text-on-verdict' : 'bg-sunken text-ink'}`}
    >
      <VerdictBanner
        tone={inside ? 'admitted' : 'out'}
        word={t(inside ? 'pass.admitted' : 'pass.left')}
        className="flex-1"
      >
        <p className="font-semibold text-xl">{registration.display_name}</p>
        <p>{event.name}</p>
        <p className="tabular">{t(inside ? 'pass.since' : 'pass.leftAt', { time })}</p>
      </VerdictBanner>
      <div className="flex flex-col items-center gap-3 px-6 pb-10">{children}</div>
    </div>
  );
}

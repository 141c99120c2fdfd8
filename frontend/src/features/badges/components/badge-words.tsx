import type { Principal } from '@dfinity/principal';
import { type BadgeView, type Criterion, fromOpt } from '@qikcard/contracts';
import { Link } from 'react-router';
import { type BadgesText, useBadgesText } from '../../../locales/badges.ts';
import { useEvent } from '../../events/api/events.ts';
import { personPath } from '../../profile/components/person-name.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useSession } from '../../session/api/session.tsx';

/** What a badge is given for, as a sentence. */
export function CriterionWords({ criterion }: { criterion: Criterion }) {
  const p = useBadgesText();
  const [kind, values] = Object.entries(criterion)[0] as [string, Record<string, number | bigint>];
  const { event_id: eventId, ...rest } = values;
  const count = Number(Object.values(rest)[0] ?? 0);
  if (eventId !== undefined) {
    return <EventWords kind={kind as 'Attended'} eventId={BigInt(eventId)} count={count} />;
  }
  return p.count(`criterion.${kind}` as 'criterion.Streak', count);
}

type AtEvent = { kind: 'Attended' | 'EarlyBird' | 'Custom'; eventId: bigint; count: number };

function EventWords({ kind, eventId, count }: AtEvent) {
  const p = useBadgesText();
  const event = useEvent(eventId).data;
  return p(`criterion.${kind}`, { event: event?.name ?? p('event'), count: String(count) });
}

/** "No. 3 of 20". */
export function numberText({ edition, design }: BadgeView, p: BadgesText): string {
  const supply = fromOpt(design.supply);
  const number = String(edition);
  return supply === undefined
    ? p('number', { number })
    : p('numberOf', { number, supply: String(supply) });
}

/** A person as a link to their page; "you" for oneself. */
export function PersonLink({ principal }: { principal: Principal }) {
  const p = useBadgesText();
  const { principal: own } = useSession();
  const name = usePersonName(principal.toText());
  if (principal.toText() === own) return p('you');
  return (
    <Link
      to={personPath({ principal, username: name.startsWith('@') ? [name.slice(1)] : [] })}
      className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
    >
      {name}
    </Link>
  );
}

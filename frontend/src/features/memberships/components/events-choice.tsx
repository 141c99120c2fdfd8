import type { EventView } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { useOrganizedEvents } from '../../organizer/api/organized-events.ts';
import { useSession } from '../../session/api/session.tsx';

type Props = {
  /** Undefined: all of them. */
  chosen: bigint[] | undefined;
  problem: boolean;
  onChange(chosen: bigint[] | undefined): void;
};

const radio =
  'flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-line-strong px-4 py-2 font-medium text-sm has-checked:border-accent-text has-checked:bg-accent-tint';

/** All events of the organizer, or some of them by name. */
export function EventsChoice({ chosen, problem, onChange }: Props) {
  const m = useMembershipsText();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-sm">{m('opens')}</legend>
      <label className={radio}>
        <input
          type="radio"
          name="opens"
          checked={chosen === undefined}
          onChange={() => onChange(undefined)}
          className="size-5 accent-accent"
        />
        {m('all')}
      </label>
      <label className={radio}>
        <input
          type="radio"
          name="opens"
          checked={chosen !== undefined}
          onChange={() => onChange(chosen ?? [])}
          className="size-5 accent-accent"
        />
        {m('chosen')}
      </label>
      {chosen && <OwnEvents chosen={chosen} onChange={onChange} />}
      {problem && (
        <p role="alert" className="text-refused-text text-sm">
          {m('chosenNone')}
        </p>
      )}
    </fieldset>
  );
}

function OwnEvents({ chosen, onChange }: { chosen: bigint[]; onChange(chosen: bigint[]): void }) {
  const t = useText();
  const { principal } = useSession();
  const { events, own } = useOrganizedEvents();
  const mine = own.filter(({ organizer }) => organizer.toText() === principal);
  const toggle = ({ id }: EventView) =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  if (events.isPending) return <SkeletonRows rows={2} className="h-12 rounded-md" />;
  return (
    <div className="flex flex-col gap-2 ps-4">
      <ul className="flex flex-col">
        {mine.map((event) => (
          <li key={String(event.id)}>
            <label className="flex min-h-12 cursor-pointer items-center gap-3 text-sm">
              <input
                type="checkbox"
                checked={chosen.includes(event.id)}
                onChange={() => toggle(event)}
                className="size-5 accent-accent"
              />
              <span className="min-w-0">
                <span className="block font-medium">{event.name}</span>
                <span className="block text-muted">
                  {dateTime(event.starts_at_ns, { locale: t.locale, zone: event.time_zone })}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {events.hasNextPage && (
        <Button
          look="secondary"
          busy={events.isFetchingNextPage}
          onClick={() => events.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

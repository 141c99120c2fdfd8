import type { Principal } from '@dfinity/principal';
import { type ExplainedPoints, fromOpt } from '@qikcard/contracts';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { useReputation } from '../api/profile.ts';

/** Where every point of a reputation comes from, and what is left of it today. */
export function ReputationCard({ person }: { person: Principal }) {
  const p = usePeopleText();
  const reputation = useReputation(person);
  return (
    <Section title={p('reputation.title')}>
      {reputation.isPending && <SkeletonRows rows={2} className="h-16 rounded-md" />}
      {reputation.isError && (
        <ErrorPanel error={reputation.error} onRetry={() => void reputation.refetch()} />
      )}
      {reputation.data && (
        <Card className="p-5 md:p-6">
          <p className="text-muted text-sm">
            {p('reputation.lead', { days: reputation.data.half_life_days })}
          </p>
          {reputation.data.explained.length === 0 ? (
            <p className="pt-4">{p('reputation.none')}</p>
          ) : (
            <ul className="pt-2">
              {reputation.data.explained.map((deed, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two deeds may be alike in everything
                <Deed key={index} deed={deed} />
              ))}
            </ul>
          )}
        </Card>
      )}
    </Section>
  );
}

function Deed({ deed }: { deed: ExplainedPoints }) {
  const t = useText();
  const p = usePeopleText();
  const key = `deed.${Object.keys(fromOpt(deed.kind) ?? {})[0]}`;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium' });
  return (
    <li className="flex items-center justify-between gap-4 border-line border-b py-3 last:border-b-0 last:pb-0">
      <div>
        <p className="font-medium text-sm">{p.has(key) ? p(key) : deed.sentence}</p>
        <p className="text-muted text-sm">{date.format(toMs(deed.at_ns))}</p>
      </div>
      <div className="tabular text-end">
        <p className="font-semibold">{signed(deed.initial, t.locale)}</p>
        <p className="text-muted text-sm">
          {p('reputation.now', { points: signed(deed.now, t.locale) })}
        </p>
      </div>
    </li>
  );
}

function signed(points: ExplainedPoints['now'], locale: string): string {
  const value = 'Gained' in points ? points.Gained : -points.Lost;
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(value);
}

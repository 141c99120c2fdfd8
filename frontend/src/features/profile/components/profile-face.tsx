import { fromOpt, type ProfileView } from '@qikcard/contracts';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '../../../components/ui/card.tsx';
import { Stat } from '../../../components/ui/stat.tsx';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { personName } from './person-name.ts';
import { PersonPicture } from './person-picture.tsx';

type Props = { view: ProfileView; heading?: 'h1' | 'p'; action?: ReactNode };

/** A person as somebody else sees them; also the live preview of the form. */
export function ProfileFace({ view, heading: Heading = 'p', action }: Props) {
  const t = useText();
  const p = usePeopleText();
  const name = personName(view);
  const since = fromOpt(view.member_since_ns);
  const bio = fromOpt(view.bio);
  const month = new Intl.DateTimeFormat(t.locale, { month: 'long', year: 'numeric' });
  return (
    <Card className="flex flex-col gap-6 p-5 md:p-6">
      <div className="flex flex-wrap items-center gap-4">
        <PersonPicture
          person={view.principal}
          name={name.replace('@', '')}
          info={fromOpt(view.avatar)}
        />
        <div className="min-w-0 flex-1 basis-40">
          <Heading className="truncate font-semibold text-xl tracking-tight">{name}</Heading>
          {since !== undefined && (
            <p className="text-muted text-sm">
              {p('person.since', { date: month.format(toMs(since)) })}
            </p>
          )}
        </div>
        {action}
      </div>
      {bio && <p className="wrap-anywhere whitespace-pre-line">{bio}</p>}
      {view.links.length > 0 && (
        <ul className="flex flex-wrap gap-x-5">
          {view.links.map(({ label, url }) => (
            <li key={`${label} ${url}`} className="min-w-0">
              <a
                href={url}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="inline-flex min-h-11 max-w-full items-center gap-1 rounded-sm font-medium text-accent-text text-sm hover:underline"
              >
                <span className="truncate">{label}</span>
                <ArrowUpRight aria-hidden size={16} className="shrink-0" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <Figures view={view} />
    </Card>
  );
}

function Figures({ view }: { view: ProfileView }) {
  const p = usePeopleText();
  const figures = [
    { label: p('field.reputation'), value: fromOpt(view.reputation) },
    { label: p('field.attendance'), value: fromOpt(view.events_attended) },
    { label: p('field.achievements'), value: fromOpt(view.achievements) },
    { label: p('field.connections'), value: fromOpt(view.connections) },
  ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]));
  if (figures.length === 0) return <p className="text-muted text-sm">{p('person.hidden')}</p>;
  return (
    <dl className="grid grid-cols-2 gap-5 border-line border-t pt-5">
      {figures.map((figure) => (
        <Stat key={figure.label} {...figure} />
      ))}
    </dl>
  );
}

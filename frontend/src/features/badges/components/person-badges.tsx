import type { Principal } from '@dfinity/principal';
import { Button } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useBadgesOf } from '../api/badges.ts';
import { BadgeGrid } from './badge-grid.tsx';

/** The badges of somebody on their page; nothing when they have none. */
export function PersonBadges({ person }: { person: Principal }) {
  const t = useText();
  const p = useBadgesText();
  const badges = useBadgesOf(person.toText());
  if (!badges.data || badges.data.length === 0) return null;
  return (
    <Section title={p('badgesOf')}>
      <BadgeGrid badges={badges.data} />
      {badges.hasNextPage && (
        <Button look="secondary" onClick={() => void badges.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

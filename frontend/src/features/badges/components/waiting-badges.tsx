import type { AchievementDesign } from '@qikcard/contracts';
import { Card } from '../../../components/ui/card.tsx';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { ArtPicture, artOfDesign } from './badge-picture.tsx';
import { CriterionWords } from './badge-words.tsx';

type Props = { event: string; badges: AchievementDesign[] };

/** The place that a code is for, and the badges that its entry has earned already. */
export function WaitingBadges({ event, badges }: Props) {
  const p = useBadgesText();
  return (
    <section aria-live="polite" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="wrap-anywhere font-semibold text-lg">{p('waiting.place', { event })}</h2>
        {badges.length > 0 && (
          <p className="text-muted">{p.count('waiting.badges', badges.length)}</p>
        )}
      </div>
      {badges.length > 0 && (
        <ul className="flex flex-col gap-3">
          {badges.map((design) => (
            <Waiting key={String(design.id)} design={design} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Waiting({ design }: { design: AchievementDesign }) {
  const t = useText();
  const p = useBadgesText();
  const edition = design.minted + 1;
  const art = { ...artOfDesign(design), id: design.id, edition, transfers: 0 };
  return (
    <li>
      <Card className="flex items-center gap-4 p-4">
        <ArtPicture art={art} className="w-24! shrink-0" />
        <span className="flex min-w-0 flex-col gap-1">
          <span className="wrap-anywhere font-semibold">{design.name}</span>
          <span className="text-muted text-sm">
            <CriterionWords criterion={design.criterion} />
          </span>
          {design.reward_e8s > 0n && (
            <span className="tabular text-sm">
              {p('waiting.with', { amount: qikAmount(design.reward_e8s, t.locale) })}
            </span>
          )}
        </span>
      </Card>
    </li>
  );
}

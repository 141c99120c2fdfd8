import type { AchievementDesign, EventBudget } from '@qikcard/contracts';
import { Award, CircleOff, Plus } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useBudget, useDesigns } from '../api/designs.ts';
import { ArtPicture, artOfDesign } from './badge-picture.tsx';
import { CriterionWords } from './badge-words.tsx';
import { AwardDialog, RetireDialog } from './design-dialogs.tsx';
import { Designer } from './designer.tsx';

/** The badges of one event, or of none: what there is, what it may pay, a new one. */
export function DesignPage() {
  const p = useBadgesText();
  const eventId = readId(useParams()['eventId']) ?? 0n;
  const isGlobal = eventId === 0n;
  const event = useEvent(eventId);
  const designs = useDesigns(eventId);
  const budget = useBudget(eventId).data;
  const [drafting, setDrafting] = useState(false);
  const name = event.data?.name ?? p('event');
  return (
    <Page
      title={isGlobal ? p('design.titleAll') : p('design.title', { event: name })}
      lead={p('design.lead')}
      back={
        isGlobal
          ? { to: '/admin', label: 'Admin' }
          : { to: `/organizer/events/${eventId}`, label: name }
      }
      action={
        !drafting && (
          <Button icon={Plus} onClick={() => setDrafting(true)}>
            {p('design.new')}
          </Button>
        )
      }
    >
      {!isGlobal && budget && <Budget budget={budget} />}
      {drafting && (
        <Designer
          eventId={eventId}
          left={isGlobal ? undefined : budget?.left_e8s}
          onClose={() => setDrafting(false)}
        />
      )}
      {designs.isPending && <SkeletonRows rows={2} className="h-28 rounded-lg" />}
      {designs.isError && <ErrorPanel error={designs.error} onRetry={() => designs.refetch()} />}
      {designs.data?.length === 0 && !drafting && (
        <EmptyState drawing="tickets" title={p('design.noneTitle')}>
          {p('design.none')}
        </EmptyState>
      )}
      <ul className="grid gap-4 lg:grid-cols-2">
        {designs.data?.map((design) => (
          <Design key={String(design.id)} design={design} />
        ))}
      </ul>
    </Page>
  );
}

function Budget({ budget }: { budget: EventBudget }) {
  const t = useText();
  const p = useBadgesText();
  const share = Number((budget.promised_e8s * 100n) / budget.total_e8s);
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-6">
        <span className="text-muted text-sm">{p('budget')}</span>
        <span className="tabular">
          <span className="font-semibold text-xl">{qikAmount(budget.left_e8s, t.locale)}</span>{' '}
          <span className="text-muted text-sm">
            {p('budgetOf', { total: qikAmount(budget.total_e8s, t.locale) })}
          </span>
        </span>
      </p>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full bg-accent" style={{ width: `${100 - share}%` }} />
      </span>
    </Card>
  );
}

function Design({ design }: { design: AchievementDesign }) {
  const t = useText();
  const p = useBadgesText();
  const [asking, setAsking] = useState<'retire' | 'award'>();
  const art = { ...artOfDesign(design), id: design.id, edition: 1, transfers: 0 };
  const close = () => setAsking(undefined);
  return (
    <li>
      <Card className="flex h-full gap-4 p-4">
        <ArtPicture art={art} className="w-28! shrink-0 self-start md:w-36!" />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <h2 className="wrap-anywhere font-semibold">{design.name}</h2>
          <p className="text-muted text-sm">
            <CriterionWords criterion={design.criterion} />
          </p>
          <p className="tabular text-muted text-sm">
            {p.count('design.given', design.minted)}
            {design.reward_e8s > 0n && ` · ${qikAmount(design.reward_e8s, t.locale)}`}
          </p>
          <div className="mt-auto flex flex-wrap gap-2 pt-1">
            {design.retired && <StatusPill status="draft">{p('design.retired')}</StatusPill>}
            {!design.retired && 'Custom' in design.criterion && (
              <Button
                look="secondary"
                icon={Award}
                aria-label={p('design.awardOf', { name: design.name })}
                onClick={() => setAsking('award')}
              >
                {p('design.award')}
              </Button>
            )}
            {!design.retired && (
              <Button
                look="danger"
                icon={CircleOff}
                aria-label={p('design.retireOf', { name: design.name })}
                onClick={() => setAsking('retire')}
              >
                {p('design.retire')}
              </Button>
            )}
          </div>
        </div>
      </Card>
      {asking === 'retire' && <RetireDialog design={design} onClose={close} />}
      {asking === 'award' && <AwardDialog design={design} onClose={close} />}
    </li>
  );
}

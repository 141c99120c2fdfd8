import { QikCardError } from '@qikcard/client';
import type { BadgeView } from '@qikcard/contracts';
import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { readId } from '../../events/api/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { useBadge } from '../api/badges.ts';
import { useListing } from '../api/market.ts';
import { Approvals } from './approvals.tsx';
import { BadgeMarket } from './badge-market.tsx';
import { BadgePicture } from './badge-picture.tsx';
import { CriterionWords, numberText, PersonLink } from './badge-words.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { History } from './history.tsx';
import { OffersAndSwaps } from './offers-and-swaps.tsx';

/** One badge, for whoever has the link: what it is, whose, and what became of it. */
export function BadgePage() {
  const p = useBadgesText();
  const { status } = useSession();
  const badge = useBadge(readId(useParams()['badgeId']) ?? 0n);
  const back =
    status === 'in'
      ? { to: '/badges', label: p('title') }
      : { to: '/badges/market', label: p('market') };
  if (badge.data) return <Loaded badge={badge.data} back={back} />;
  if (badge.error instanceof QikCardError && badge.error.code === 'UnknownBadge') {
    return (
      <EmptyState
        page
        drawing="tickets"
        title={p('unknownTitle')}
        action={<ButtonLink to={back.to}>{back.label}</ButtonLink>}
      >
        {p('unknown')}
      </EmptyState>
    );
  }
  return (
    <Page title={p('title')} back={back}>
      {badge.isPending && <SkeletonRows rows={2} className="h-64 rounded-lg" />}
      {badge.isError && <ErrorPanel error={badge.error} onRetry={() => badge.refetch()} />}
    </Page>
  );
}

function Loaded({ badge, back }: { badge: BadgeView; back: { to: string; label: string } }) {
  const p = useBadgesText();
  const { principal } = useSession();
  const { design } = badge;
  const mine = badge.owner.owner.toText() === principal;
  const listed = Boolean(useListing(badge.id).data);
  return (
    <Page
      title={design.name}
      back={back}
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <span className="tabular">{numberText(badge, p)}</span>
          {design.soulbound && <StatusPill status="accent">{p('soulbound')}</StatusPill>}
        </span>
      }
    >
      <div className="grid items-start gap-8 md:grid-cols-2 md:gap-12">
        <BadgePicture badge={badge} />
        <div className="flex min-w-0 flex-col gap-8">
          {design.description && (
            <p className="wrap-anywhere whitespace-pre-line text-lg">{design.description}</p>
          )}
          <Facts badge={badge} />
          <div className="flex flex-wrap gap-3">
            {mine && !design.soulbound && !listed && <GiveDialog badge={badge} />}
            {!design.soulbound && <BadgeMarket badge={badge} mine={mine} />}
            <CopyLink />
          </div>
        </div>
      </div>
      {!design.soulbound && <OffersAndSwaps badge={badge} mine={mine} />}
      {mine && !design.soulbound && <Approvals badge={badge} />}
      <History id={badge.id} />
    </Page>
  );
}

function Facts({ badge }: { badge: BadgeView }) {
  const t = useText();
  const p = useBadgesText();
  const { design } = badge;
  const at = { locale: t.locale, zone: localZone() };
  const share = new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 2 });
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3 border-line border-y py-5 text-sm">
      <Fact name={p('fact.for')}>
        <CriterionWords criterion={design.criterion} />
      </Fact>
      <Fact name={p('fact.owner')}>
        <PersonLink principal={badge.owner.owner} />
      </Fact>
      <Fact name={p('fact.earnedBy')}>
        <PersonLink principal={badge.earned_by} />
      </Fact>
      <Fact name={p('fact.given')}>{dateTime(badge.minted_at_ns, at)}</Fact>
      {design.season && <Fact name={p('fact.season')}>{design.season}</Fact>}
      {design.royalty_basis_points > 0 && (
        <Fact name={p('fact.royalty')}>{share.format(design.royalty_basis_points / 10_000)}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere min-w-0 text-end font-medium">{children}</dd>
    </>
  );
}

function CopyLink() {
  const p = useBadgesText();
  const say = useToast();
  const copy = () =>
    void navigator.clipboard.writeText(window.location.href).then(() => say(p('shared')));
  return (
    <Button look="quiet" icon={Link2} onClick={copy}>
      {p('share')}
    </Button>
  );
}

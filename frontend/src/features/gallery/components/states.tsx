import { QikCardError } from '@qikcard/client';
import { TOKEN_TTL_SECONDS } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { CountdownRing } from '../../../components/ui/countdown-ring.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Stat } from '../../../components/ui/stat.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { SyncIndicator } from '../../../components/ui/sync-indicator.tsx';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { Specimen } from './specimen.tsx';

const unreachable = new QikCardError('unreachable', 'NoConnection', 'QikCard cannot be reached.');
const forbidden = new QikCardError('refused', 'Forbidden', 'You may not do this.');

export function States() {
  return (
    <>
      <Specimen name="Verdict" note="Colour, drawing and word; never colour alone.">
        <div className="grid w-full gap-4 md:grid-cols-2">
          <VerdictBanner tone="admitted" word="You’re in" className="rounded-lg">
            Ada Attendee
          </VerdictBanner>
          <VerdictBanner tone="provisional" word="Let in · offline" className="rounded-lg">
            Checked on this phone
          </VerdictBanner>
          <VerdictBanner tone="refused" word="Refused" className="rounded-lg">
            This code was already used at 18:02 CET.
          </VerdictBanner>
          <VerdictBanner tone="waiting" word="Not yet" className="rounded-lg">
            Doors open at 17:30 CET.
          </VerdictBanner>
          <VerdictBanner
            tone="waiting"
            word="Let in?"
            beside={<span className="size-44 rounded-lg border-4 border-current bg-white/30" />}
            className="rounded-lg"
          >
            A face stands beside the drawing.
          </VerdictBanner>
          <VerdictBanner tone="out" word="Checked out" className="rounded-lg">
            Goodbye, Ada.
          </VerdictBanner>
        </div>
      </Specimen>
      <Specimen name="Status pill">
        <StatusPill status="admitted">Inside</StatusPill>
        <StatusPill status="refused">Withdrawn</StatusPill>
        <StatusPill status="waiting">3 places left</StatusPill>
        <StatusPill status="left">Left</StatusPill>
        <StatusPill status="draft">Draft</StatusPill>
        <StatusPill status="neutral">Expected</StatusPill>
        <StatusPill status="accent">Published</StatusPill>
      </Specimen>
      <Specimen name="Notice">
        <div className="flex w-full flex-col gap-3">
          <Notice tone="info">Doors open at 17:30 CET. The code works from then on.</Notice>
          <Notice tone="offline">You’re offline. This code still works until 18:12 CET.</Notice>
          <Notice tone="waiting" action={<Button look="secondary">Sign in again</Button>}>
            Your session has ended.
          </Notice>
          <Notice tone="problem">All 240 places are taken.</Notice>
        </div>
      </Specimen>
      <Specimen name="Countdown ring">
        <CountdownRing remainingSeconds={684} totalSeconds={TOKEN_TTL_SECONDS} label="Valid for" />
        <CountdownRing remainingSeconds={42} totalSeconds={TOKEN_TTL_SECONDS} label="Valid for" />
        <CountdownRing remainingSeconds={0} totalSeconds={TOKEN_TTL_SECONDS} label="Valid for" />
      </Specimen>
      <Specimen name="Stat" note="Tabular figures.">
        <dl className="flex flex-wrap gap-12">
          <Stat label="Arrived" value={143} />
          <Stat label="Registered" value={1204} note="of 1,500 places" />
        </dl>
      </Specimen>
      <Specimen name="Sync">
        <SyncIndicator state="live" />
        <SyncIndicator state="syncing" />
        <SyncIndicator state="offline" />
        <SyncIndicator state="paused" />
      </Specimen>
      <Specimen name="Loading">
        <div className="w-full">
          <SkeletonRows rows={2} />
        </div>
      </Specimen>
      <Specimen name="Empty, error, forbidden" note="One drawing, one action.">
        <div className="grid w-full gap-4 lg:grid-cols-3">
          <Card>
            <EmptyState
              drawing="tickets"
              title="No pass yet"
              action={<Button look="secondary">Find an event</Button>}
            >
              Join an event and its pass appears here.
            </EmptyState>
          </Card>
          <Card>
            <ErrorPanel error={unreachable} onRetry={() => {}} />
          </Card>
          <Card>
            <ErrorPanel error={forbidden} />
          </Card>
        </div>
      </Specimen>
    </>
  );
}

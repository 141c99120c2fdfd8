import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { type ListedSession, useSessions } from '../api/sessions.ts';
import { useSessionsText } from '../api/text.ts';
import { EndSessionDialog, EndSessionsDialog } from './end-dialogs.tsx';
import { SecurityEventList } from './security-event-list.tsx';
import { SessionRow } from './session-row.tsx';

/** Where I am signed in, and what happened to my account. */
export function SessionsPage() {
  const t = useText();
  const own = useSessionsText();
  return (
    <Page
      title={own('title')}
      lead={own('lead')}
      width="narrow"
      back={{ to: '/account', label: t('account.title') }}
    >
      <Sessions />
      <Section title={own('events')}>
        <p className="-mt-3 text-muted text-sm">{own('eventsLead')}</p>
        <SecurityEventList whose="own" />
      </Section>
    </Page>
  );
}

function Sessions() {
  const t = useText();
  const own = useSessionsText();
  const sessions = useSessions();
  const [ending, setEnding] = useState<ListedSession>();
  const [endingAll, setEndingAll] = useState(false);
  const rows = sessions.data ?? [];
  return (
    <Section
      title={own('devices')}
      action={
        rows.length > 0 && (
          <Button look="danger" onClick={() => setEndingAll(true)}>
            {own('all')}
          </Button>
        )
      }
    >
      {sessions.isPending && <SkeletonRows rows={2} className="h-24 rounded-lg" />}
      {sessions.isError && !sessions.data && (
        <ErrorPanel error={sessions.error} onRetry={() => sessions.refetch()} />
      )}
      {sessions.data?.length === 0 && (
        <Card>
          <EmptyState
            drawing="key"
            title={own('noneTitle')}
            action={
              <Button
                look="secondary"
                busy={sessions.isFetching}
                onClick={() => sessions.refetch()}
              >
                {t('action.lookAgain')}
              </Button>
            }
          >
            {own('none')}
          </EmptyState>
        </Card>
      )}
      {rows.length > 0 && (
        <Card>
          <ul>
            {rows.map((session) => (
              <SessionRow
                key={String(session.number)}
                session={session}
                onEnd={() => setEnding(session)}
              />
            ))}
          </ul>
        </Card>
      )}
      <EndSessionDialog session={ending} onClose={() => setEnding(undefined)} />
      <EndSessionsDialog
        open={endingAll}
        hasOthers={rows.some(({ isHere }) => isHere) && rows.length > 1}
        onClose={() => setEndingAll(false)}
      />
    </Section>
  );
}

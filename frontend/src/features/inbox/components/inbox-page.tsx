import { CheckCheck } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useInbox, useMarkRead } from '../api/inbox.ts';
import { InboxPreferences } from './inbox-preferences.tsx';
import { NotificationRow } from './notification-row.tsx';

/** What happened to me and around me, newest first, and which of it reaches me. */
export function InboxPage() {
  const t = useText();
  const p = usePeopleText();
  const inbox = useInbox();
  const markRead = useMarkRead();
  const { rows = [], unread = 0 } = inbox.data ?? {};
  return (
    <Page
      title={p('inbox.title')}
      lead={unread > 0 ? p.count('inbox.unread', unread) : p('inbox.lead')}
      width="narrow"
      action={
        unread > 0 && (
          <Button
            look="secondary"
            icon={CheckCheck}
            busy={markRead.isPending && markRead.variables.length === 0}
            onClick={() => markRead.mutate([])}
          >
            {p('inbox.allRead')}
          </Button>
        )
      }
    >
      {markRead.isError && <Notice tone="problem">{areaErrorText(markRead.error, t, p)}</Notice>}
      {inbox.isPending && <SkeletonRows rows={4} className="h-16 rounded-md" />}
      {inbox.isError && !inbox.data && (
        <ErrorPanel error={inbox.error} onRetry={() => void inbox.refetch()} />
      )}
      {inbox.data && (
        <Card className="overflow-hidden">
          {rows.length === 0 ? (
            <EmptyState drawing="door" title={p('inbox.noneTitle')}>
              {p('inbox.none')}
            </EmptyState>
          ) : (
            <ul>
              {rows.map((each) => (
                <NotificationRow
                  key={String(each.id)}
                  notification={each}
                  onOpen={() => !each.read && markRead.mutate([each.id])}
                />
              ))}
            </ul>
          )}
        </Card>
      )}
      {inbox.hasNextPage && (
        <Button
          look="secondary"
          busy={inbox.isFetchingNextPage}
          onClick={() => void inbox.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
      <InboxPreferences />
    </Page>
  );
}

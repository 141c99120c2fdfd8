import type { EventView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { QrCode } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';
import { SignInButton } from '../../session/components/sign-in-button.tsx';
import { useJoin } from '../api/events.ts';
import { useRegistrations } from '../api/registrations.ts';

/** The one thing to do on an event's page: sign in, join, or show the pass. */
export function JoinPanel({ event }: { event: EventView }) {
  const t = useText();
  const { status } = useSession();
  const registrations = useRegistrations();
  if (status === 'out' || status === 'expired') {
    return (
      <Panel title={t('join.signInTitle')} text={t('join.signIn')}>
        <SignInButton size="lg" wide />
      </Panel>
    );
  }
  if (registrations.isPending) return <Skeleton className="h-44 rounded-lg" />;
  const mine = registrations.data?.find((each) => each.event_id === event.id);
  if (mine?.revoked) {
    return (
      <Panel title={t('join.revokedTitle')} text={t('refusal.RegistrationRevoked')}>
        {null}
      </Panel>
    );
  }
  if (mine) {
    return (
      <Panel title={t('join.doneTitle')} text={t('join.done', { name: mine.display_name })}>
        <ButtonLink to={`/pass/${mine.id}`} size="lg" icon={QrCode} wide>
          {t('pass.show')}
        </ButtonLink>
      </Panel>
    );
  }
  return <Join event={event} />;
}

function Join({ event }: { event: EventView }) {
  const t = useText();
  const me = useMe();
  const join = useJoin(event.id);
  const name = me.data?.user?.display_name ?? '';
  const capacity = fromOpt(event.capacity);
  const full = capacity !== undefined && event.registered >= capacity;
  const over = toMs(event.ends_at_ns) < Date.now();
  if (over || full) {
    return (
      <Panel
        title={t(over ? 'join.overTitle' : 'join.fullTitle')}
        text={t(over ? 'join.over' : 'join.full')}
      >
        {null}
      </Panel>
    );
  }
  if ('Draft' in event.status) {
    return (
      <Panel title={t('join.draftTitle')} text={t('join.draft')}>
        {null}
      </Panel>
    );
  }
  return (
    <Panel title={t('join.title')} text={t('join.as', { name })}>
      {join.isError && <Notice tone="problem">{errorText(join.error, t)}</Notice>}
      <Button
        size="lg"
        wide
        busy={join.isPending || !me.isSuccess}
        onClick={() => join.mutate(name)}
      >
        {t('join.action')}
      </Button>
    </Panel>
  );
}

function Panel({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card className="flex flex-col gap-5 p-6">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="text-muted">{text}</p>
      </div>
      {children}
    </Card>
  );
}

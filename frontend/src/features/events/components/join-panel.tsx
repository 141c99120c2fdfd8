import type { EventSheet } from '@qikcard/contracts';
import { QrCode } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toMs } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { SignInButton } from '../../session/components/sign-in-button.tsx';
import { JoinForm } from './join-form.tsx';
import { LinePanel } from './line-panel.tsx';
import { PlaceActions } from './place-actions.tsx';

type Props = { sheet: EventSheet; invitation: string };

/** The one thing to do on an event's page: sign in, join, wait, or show the pass. */
export function JoinPanel({ sheet, invitation }: Props) {
  const t = useText();
  const e = useEventsText();
  const { status } = useSession();
  const { event, cancelled } = sheet;
  const [mine] = sheet.my_registration;
  const [application] = sheet.my_application;
  const at = { locale: t.locale, zone: event.time_zone };
  if (cancelled[0]) {
    const { reason, at_ns } = cancelled[0];
    return (
      <Panel title={e('cancelled.title')} text={reason}>
        <p className="text-muted text-sm">{dateTime(at_ns, at)}</p>
      </Panel>
    );
  }
  if (status === 'out' || status === 'expired') {
    return (
      <Panel title={t('join.signInTitle')} text={t('join.signIn')}>
        <SignInButton size="lg" wide />
      </Panel>
    );
  }
  if (mine?.revoked && 'Revoked' in mine.state) {
    return <Panel title={t('join.revokedTitle')} text={t('refusal.RegistrationRevoked')} />;
  }
  if (mine && !mine.revoked) {
    return (
      <Panel title={t('join.doneTitle')} text={t('join.done', { name: mine.display_name })}>
        <ButtonLink to={`/pass/${mine.id}`} size="lg" icon={QrCode} wide>
          {t('pass.show')}
        </ButtonLink>
        <PlaceActions registration={mine} event={event} />
      </Panel>
    );
  }
  if (application) return <LinePanel application={application} event={event} />;
  if (toMs(event.ends_at_ns) < Date.now()) {
    return <Panel title={t('join.overTitle')} text={t('join.over')} />;
  }
  if ('Draft' in event.status) return <Panel title={t('join.draftTitle')} text={t('join.draft')} />;
  return <JoinForm sheet={sheet} invitation={invitation} />;
}

type PanelProps = { title: string; text: string; children?: ReactNode };

/** A card with one thing to know and one to do. */
export function Panel({ title, text, children }: PanelProps) {
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

import type { EventView, Registration } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, timeOfDay, toMs, toNs } from '../../../lib/time.ts';
import { type DoorCode, type Purpose, useDoorCode } from '../api/token.ts';
import { PassFace } from './pass-face.tsx';

type Props = {
  event: EventView;
  registration: Registration;
  purpose: Purpose;
  onBack?: () => void;
};

/** Asks for a code, keeps it fresh and shows it with whatever there is to say about it. */
export function DoorPass({ event, registration, purpose, onBack }: Props) {
  const t = useText();
  const query = useDoorCode(registration, purpose);
  const usable = query.data && query.data.expiresAtMs > Date.now() ? query.data : undefined;
  return (
    <PassFace
      event={event}
      holder={registration.display_name}
      purpose={purpose}
      code={usable}
      note={<Note event={event} code={usable} error={query.error} retry={() => query.refetch()} />}
      action={
        onBack && (
          <Button look="quiet" onClick={onBack}>
            {t('action.back')}
          </Button>
        )
      }
    />
  );
}

type NoteProps = {
  event: EventView;
  code: DoorCode | undefined;
  error: unknown;
  retry(): void;
};

/** The most important sentence only: a pass is read at arm's length. */
function Note({ event, code, error, retry }: NoteProps) {
  const t = useText();
  const online = useOnline();
  const at = { locale: t.locale, zone: event.time_zone };
  if (!online && code) {
    const time = timeOfDay(toNs(code.expiresAtMs), at);
    return <Notice tone="offline">{t('pass.offline', { time })}</Notice>;
  }
  if (error && !code) {
    return (
      <Notice
        tone="problem"
        action={
          <Button look="secondary" onClick={retry}>
            {t('action.retry')}
          </Button>
        }
      >
        {errorText(error, t)}
      </Notice>
    );
  }
  if (toMs(event.ends_at_ns) < Date.now()) return <Notice tone="waiting">{t('pass.over')}</Notice>;
  if (toMs(event.doors_open_ns) > Date.now()) {
    return (
      <Notice tone="info">{t('pass.notYet', { time: dateTime(event.doors_open_ns, at) })}</Notice>
    );
  }
  return null;
}

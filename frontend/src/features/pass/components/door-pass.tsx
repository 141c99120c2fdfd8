import type { EventView, Registration } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, timeOfDay, toMs, toNs } from '../../../lib/time.ts';
import { useDoorText } from '../../door/api/text.ts';
import { type Holding, useHolding, useMoveHere, useRotatingCode } from '../api/rotating-code.ts';
import { type DoorCode, type Purpose, useDoorCode } from '../api/token.ts';
import { PassFace, type ShownCode } from './pass-face.tsx';

type Props = {
  event: EventView;
  registration: Registration;
  purpose: Purpose;
  onBack?: () => void;
};

/** Makes the code of the moment on this phone and shows it with whatever there is to say about it. */
export function DoorPass({ event, registration, purpose, onBack }: Props) {
  const t = useText();
  const d = useDoorText();
  const holding = useHolding(registration);
  const query = useDoorCode(registration, purpose);
  const token = query.data && query.data.expiresAtMs > Date.now() ? query.data : undefined;
  const online = useOnline();
  const key = holding.data?.at === 'here' ? holding.data.key : undefined;
  // Without a network the code of the phone alone is the shorter one, and needs no token.
  const rotating = useRotatingCode(registration, key, online ? token : undefined);
  // Where the phone cannot be asked the bare token is better than nothing.
  const isPlain =
    holding.data?.at === 'plain' || holding.data?.at === 'elsewhere' || holding.isError;
  const code: ShownCode | undefined = rotating ?? (isPlain ? token : undefined);
  return (
    <PassFace
      event={event}
      holder={registration.display_name}
      purpose={purpose}
      code={code}
      hint={rotating ? d('pass.turns') : undefined}
      note={
        holding.data?.at === 'elsewhere' ? (
          <Elsewhere registration={registration} holding={holding.data} />
        ) : (
          <Note
            event={event}
            code={code}
            token={token}
            error={query.error}
            retry={() => query.refetch()}
          />
        )
      }
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

type ElsewhereProps = {
  registration: Registration;
  holding: Extract<Holding, { at: 'elsewhere' }>;
};

/** The pass is on another phone: one tap brings it here. */
function Elsewhere({ registration, holding }: ElsewhereProps) {
  const t = useText();
  const d = useDoorText();
  const move = useMoveHere(registration);
  return (
    <Notice
      tone={move.isError ? 'problem' : 'info'}
      action={
        <Button look="secondary" busy={move.isPending} onClick={() => move.mutate(holding.key)}>
          {d('pass.moveHere')}
        </Button>
      }
    >
      {move.isError ? errorText(move.error, t) : d('pass.elsewhere')}
    </Notice>
  );
}

type NoteProps = {
  event: EventView;
  code: ShownCode | undefined;
  token: DoorCode | undefined;
  error: unknown;
  retry(): void;
};

/** The most important sentence only: a pass is read at arm's length. */
function Note({ event, code, token, error, retry }: NoteProps) {
  const t = useText();
  const d = useDoorText();
  const online = useOnline();
  const at = { locale: t.locale, zone: event.time_zone };
  if (!online && code) {
    if ('step' in code) return <Notice tone="offline">{d('pass.offline')}</Notice>;
    const time = timeOfDay(toNs(token?.expiresAtMs ?? Date.now()), at);
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

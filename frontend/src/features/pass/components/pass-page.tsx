import type { EventView, Registration } from '@qikcard/contracts';
import { ScanLine, X } from 'lucide-react';
import { lazy, type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { Optional } from '../../../lib/optional.tsx';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { useGateText } from '../../../locales/gate.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useRegistrations } from '../../events/api/registrations.ts';
import { usePassPolicy } from '../../gate/api/policy.ts';
import { AnswerGate } from '../../gate/components/answer-gate.tsx';
import { ReceiptActions } from '../../receipt/components/receipt-actions.tsx';
import { passagesOf } from '../api/token.ts';
import { DoorPass } from './door-pass.tsx';
import { PassVerdict } from './pass-verdict.tsx';
import { useDoorSignals, useWakeLock } from './use-door-signals.ts';

/** A pass is shown without waiting for it. */
const OwnPhoto = lazy(async () => ({
  default: (await import('../../door-photo/components/own-photo.tsx')).OwnPhoto,
}));
const LOOK_EVERY_MS = 700;
const darkButton =
  'min-h-13 rounded-md border-2 border-current px-6 font-semibold text-base hover:bg-white/20';

/** The pass: a code until the door says yes, then green, then a code to leave with. */
export function PassPage() {
  const t = useText();
  useTitle(t('nav.pass'));
  const id = readId(useParams()['registrationId']);
  const registrations = useRegistrations(LOOK_EVERY_MS);
  const registration = registrations.data?.find((each) => each.id === id);
  if (registration && !registration.revoked) return <OpenPass registration={registration} />;
  return (
    <PassFrame>
      {registrations.isPending && <Skeleton className="mx-6 aspect-square rounded-lg" />}
      {registrations.isError && !registration && (
        <ErrorPanel error={registrations.error} onRetry={() => registrations.refetch()} />
      )}
      {registrations.isSuccess && (
        <EmptyState
          drawing="tickets"
          title={t(registration ? 'join.revokedTitle' : 'pass.unknownTitle')}
          action={<ButtonLink to="/pass">{t('pass.others')}</ButtonLink>}
        >
          {t(registration ? 'refusal.RegistrationRevoked' : 'pass.unknown')}
        </EmptyState>
      )}
    </PassFrame>
  );
}

function OpenPass({ registration }: { registration: Registration }) {
  const event = useEvent(registration.event_id);
  useDoorSignals(registration.inside);
  if (event.isPending) {
    return (
      <PassFrame>
        <Skeleton className="mx-6 aspect-square rounded-lg" />
      </PassFrame>
    );
  }
  if (event.isError) {
    return (
      <PassFrame>
        <ErrorPanel error={event.error} onRetry={() => event.refetch()} />
      </PassFrame>
    );
  }
  // Remounts with every passage, so that what was asked for before a door does not linger after it.
  return (
    <PassStates key={passagesOf(registration)} event={event.data} registration={registration} />
  );
}

function PassStates({ event, registration }: { event: EventView; registration: Registration }) {
  const t = useText();
  const g = useGateText();
  const [asked, setAsked] = useState(false);
  const [answers, setAnswers] = useState(false);
  const policy = usePassPolicy(event.id);
  const asksGate = policy.data !== undefined && 'GateChallenge' in policy.data.possession;
  const { inside } = registration;
  const neverIn = !inside && registration.checked_out_at_ns.length === 0;
  useWakeLock(neverIn || asked);
  if (answers && !inside) {
    return (
      <PassFrame>
        <AnswerGate registration={registration} onBack={() => setAnswers(false)} />
      </PassFrame>
    );
  }
  if (neverIn || asked) {
    return (
      <PassFrame>
        {asksGate && !inside && (
          <div className="flex justify-center px-4 pb-4">
            <Button size="lg" icon={ScanLine} onClick={() => setAnswers(true)}>
              {g('answerOpen')}
            </Button>
          </div>
        )}
        <DoorPass
          event={event}
          registration={registration}
          purpose={inside ? 'check_out' : 'check_in'}
          onBack={neverIn ? undefined : () => setAsked(false)}
        />
        <Optional>
          <OwnPhoto event={event} registration={registration} />
        </Optional>
      </PassFrame>
    );
  }
  return (
    <PassFrame ground={inside ? 'bg-admitted' : 'bg-sunken'}>
      <PassVerdict event={event} registration={registration}>
        <button type="button" className={darkButton} onClick={() => setAsked(true)}>
          {t(inside ? 'pass.showExit' : 'pass.showEntry')}
        </button>
        <ReceiptActions registration={registration} />
      </PassVerdict>
    </PassFrame>
  );
}

type Ground = 'bg-white' | 'bg-admitted' | 'bg-sunken';

/** The whole screen, bright in every theme, with a way back. */
function PassFrame({ children, ground = 'bg-white' }: { children: ReactNode; ground?: Ground }) {
  const t = useText();
  return (
    <div
      className={`always-light flex min-h-dvh flex-col text-ink md:items-center md:justify-center md:p-8 ${ground} md:bg-sunken`}
    >
      <main
        className={`flex flex-1 flex-col overflow-hidden pb-8 md:min-h-[44rem] md:w-full md:max-w-md md:flex-none md:rounded-xl md:border md:border-line ${ground}`}
      >
        <h1 className="sr-only">{t('nav.pass')}</h1>
        <Link
          to="/pass"
          aria-label={t('action.close')}
          className="m-3 grid size-12 shrink-0 place-items-center self-end rounded-md text-on-verdict hover:bg-sunken/60"
        >
          <X aria-hidden size={26} />
        </Link>
        {children}
      </main>
    </div>
  );
}

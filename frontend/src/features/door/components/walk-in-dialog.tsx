import { refused } from '@qikcard/client';
import {
  type EventView,
  NAME_MAX_CHARS,
  type Passage,
  type WalkInAnswer,
} from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { grouped } from '../../../lib/grouped.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { timeOfDay } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useGateText } from '../../../locales/gate.ts';
import { useSheet } from '../../events/api/sheet.ts';
import { refusalText } from '../api/refusal-text.ts';
import { useDoorText } from '../api/text.ts';
import { useWalkIn } from '../api/walk-in.ts';

type Props = {
  event: EventView;
  gate: string;
  /** Somebody went in. */
  onAdmitted(passage: Passage): void;
  onClose(): void;
};

/** A guest who is not on the list: name and ticket, one button, and a code to keep the place. */
export function WalkInDialog({ event, gate, onAdmitted, onClose }: Props) {
  const g = useGateText();
  const walkIn = useWalkIn(event.id, gate);
  const answer = walkIn.data;
  const admitted = answer && 'Admitted' in answer ? answer.Admitted : undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={g('walkIn')}
      {...(admitted ? {} : { description: g('walkInText') })}
    >
      {admitted ? (
        <Welcome {...admitted} onNext={walkIn.reset} />
      ) : (
        <GuestForm event={event} walkIn={walkIn} onAdmitted={onAdmitted} />
      )}
    </Dialog>
  );
}

type FormProps = Pick<Props, 'event' | 'onAdmitted'> & { walkIn: ReturnType<typeof useWalkIn> };

function GuestForm({ event, walkIn, onAdmitted }: FormProps) {
  const g = useGateText();
  const online = useOnline();
  const sheet = useSheet(event.id);
  const types = (sheet.data?.ticket_types ?? []).filter(({ withdrawn }) => !withdrawn);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<number>();
  const ticket = chosen ?? types[0]?.number ?? 0;
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    walkIn.mutate(
      { display_name: name, ticket_type: ticket },
      { onSuccess: (answer) => 'Admitted' in answer && onAdmitted(answer.Admitted.passage) },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={g('walkInName')}
        hint={g('walkInNameHint')}
        value={name}
        maxLength={NAME_MAX_CHARS}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      {types.length > 0 && (
        <Select
          label={g('walkInTicket')}
          value={ticket}
          onChange={({ target }) => setChosen(Number(target.value))}
        >
          {types.map(({ number, name: named }) => (
            <option key={number} value={number}>
              {named}
            </option>
          ))}
        </Select>
      )}
      <Problem event={event} answer={walkIn.data} error={walkIn.error} />
      {!online && <Notice tone="offline">{g('walkInOffline')}</Notice>}
      <Button
        type="submit"
        size="lg"
        wide
        busy={walkIn.isPending || sheet.isPending}
        disabled={!online}
      >
        {g('walkInAction')}
      </Button>
    </form>
  );
}

type ProblemProps = { event: EventView; answer: WalkInAnswer | undefined; error: unknown };

function Problem({ event, answer, error }: ProblemProps) {
  const t = useText();
  const g = useGateText();
  const d = useDoorText();
  const e = useEventsText();
  const time = (ns: bigint) => timeOfDay(ns, { locale: t.locale, zone: event.time_zone });
  const said = () => {
    if (error) return areaErrorText(error, t, e);
    if (answer === undefined || 'Admitted' in answer) return undefined;
    if ('Refused' in answer) return refusalText(answer.Refused, d, time);
    return 'Err' in answer ? areaErrorText(refused(answer.Err), t, e) : g('walkInGone');
  };
  const sentence = said();
  return sentence ? <Notice tone="problem">{sentence}</Notice> : null;
}

type WelcomeProps = Extract<WalkInAnswer, { Admitted: unknown }>['Admitted'] & { onNext(): void };

function Welcome({ passage, claim: [claim], onNext }: WelcomeProps) {
  const g = useGateText();
  const d = useDoorText();
  const address = `${window.location.host}/claim`;
  return (
    <div className="flex flex-col gap-5">
      <VerdictBanner tone="admitted" word={d('admitted')} className="always-light rounded-lg py-6">
        <p className="font-semibold">{passage.display_name}</p>
      </VerdictBanner>
      {claim && (
        <div className="flex flex-col items-center gap-3 text-center">
          <div className="w-44 overflow-hidden rounded-md">
            <QrCode
              text={`${window.location.origin}/claim?code=${claim.code}`}
              label={g('walkInQr')}
            />
          </div>
          <p className="break-all font-mono font-semibold">{grouped(claim.code)}</p>
          <p className="text-muted text-sm">{g('walkInClaim', { address })}</p>
        </div>
      )}
      <Button size="lg" wide onClick={onNext}>
        {g('walkInNext')}
      </Button>
    </div>
  );
}

import type { EventView } from '@qikcard/contracts';
import { GATE_MAX_CHARS, NAME_MAX_CHARS } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useStartPairing } from '../api/devices.ts';
import { PairingCode } from './pairing-code.tsx';

type Props = { event: EventView; open: boolean; onOpenChange(open: boolean): void };

/** Two questions, then a code that one reader may use once. */
export function PairingDialog({ event, open, onOpenChange }: Props) {
  const t = useText();
  const start = useStartPairing(event.id);
  const change = (next: boolean) => {
    if (!next) start.reset();
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t('devices.pairTitle')}
      description={t(start.data ? 'devices.pairShow' : 'devices.pairAsk')}
    >
      {start.data ? (
        <PairingCode
          eventId={event.id}
          pairing={start.data}
          onDone={() => change(false)}
          onAgain={() => start.reset()}
        />
      ) : (
        <PairingForm
          busy={start.isPending}
          problem={start.isError ? errorText(start.error, t) : undefined}
          onSubmit={(answers) => start.mutate(answers)}
        />
      )}
    </Dialog>
  );
}

type FormProps = {
  busy: boolean;
  problem: string | undefined;
  onSubmit(answers: { name: string; gate: string }): void;
};

function PairingForm({ busy, problem, onSubmit }: FormProps) {
  const t = useText();
  const [name, setName] = useState('');
  const [gate, setGate] = useState('');
  const [touched, setTouched] = useState(false);
  const missing = (value: string) =>
    touched && value.trim() === '' ? t('field.required') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (name.trim() && gate.trim()) onSubmit({ name: name.trim(), gate: gate.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={t('devices.name')}
        hint={t('devices.nameHint')}
        error={missing(name)}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={NAME_MAX_CHARS}
        autoComplete="off"
      />
      <TextField
        label={t('devices.gate')}
        hint={t('devices.gateHint')}
        error={missing(gate)}
        value={gate}
        onChange={(event) => setGate(event.target.value)}
        maxLength={GATE_MAX_CHARS}
        autoComplete="off"
      />
      {problem && <Notice tone="problem">{problem}</Notice>}
      <Button type="submit" size="lg" wide busy={busy}>
        {t('devices.getCode')}
      </Button>
    </form>
  );
}

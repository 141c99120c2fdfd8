import type { Verdict } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useMoveByHand, usePlan } from '../api/doors.ts';
import { refusalText } from './refusal-text.ts';

type Props = {
  eventId: bigint;
  timeZone: string;
  guest: { id: bigint; name: string; inside: boolean };
  /** The organizer may overrule rules. */
  mayOverrule: boolean;
  onClose(): void;
};

/** Lets a guest in or out whose code cannot be read; for tables and the door. */
export function ManualMoveDialog({ eventId, timeZone, guest, mayOverrule, onClose }: Props) {
  const t = useDoorsText();
  const text = useText();
  const say = useToast();
  const plan = usePlan(eventId);
  const move = useMoveByHand();
  const [reason, setReason] = useState('');
  const [gate, setGate] = useState('');
  const [out, setOut] = useState(guest.inside);
  const [overrule, setOverrule] = useState(false);
  const answered = (verdict: Verdict) => {
    if ('Refused' in verdict) return;
    say(t('manualDone'));
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const direction = out ? { Out: null } : { In: null };
    const asked = { registration_id: guest.id, direction, gate, reason: reason.trim() };
    move.mutate({ ...asked, list_id: [], override_rules: overrule }, { onSuccess: answered });
  };
  const refused = move.data && 'Refused' in move.data ? move.data.Refused : undefined;
  const at = { locale: text.locale, zone: timeZone };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${t('manual')}: ${guest.name}`}
      description={t('manualText')}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Select
          label={t('direction')}
          value={out ? 'out' : 'in'}
          onChange={(event) => setOut(event.target.value === 'out')}
        >
          <option value="in">{t('directionIn')}</option>
          <option value="out">{t('directionOut')}</option>
        </Select>
        <Select label={t('gate')} value={gate} onChange={(event) => setGate(event.target.value)}>
          <option value="">{t('otherDoors')}</option>
          {plan.data?.gates.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
        </Select>
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
        {mayOverrule && !out && (
          <Switch label={t('overrule')} checked={overrule} onChange={setOverrule} />
        )}
        {refused && <Notice tone="problem">{refusalText(refused, t, at)}</Notice>}
        {move.isError && <Notice tone="problem">{errorText(move.error, text)}</Notice>}
        <Button type="submit" size="lg" wide busy={move.isPending} disabled={!reason.trim()}>
          {t(out ? 'directionOut' : 'directionIn')}
        </Button>
      </form>
    </Dialog>
  );
}

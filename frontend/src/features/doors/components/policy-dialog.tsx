import {
  type DevicePolicy,
  type DoorPlan,
  type EventView,
  type FleetDevice,
  toOpt,
} from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useSetPolicy } from '../api/doors.ts';

type Props = { event: EventView; plan: DoorPlan; reader: FleetDevice; onClose(): void };

/** What one reader is there for. */
export function PolicyDialog({ event, plan, reader, onClose }: Props) {
  const t = useDoorsText();
  const text = useText();
  const say = useToast();
  const save = useSetPolicy(event.id);
  const [policy, setPolicy] = useState<DevicePolicy>(reader.policy);
  const set = (part: Partial<DevicePolicy>) => setPolicy({ ...policy, ...part });
  const done = () => {
    say(t('policySaved'));
    onClose();
  };
  const switches = [
    ['may_check_in', t('policyIn')],
    ['may_check_out', t('policyOut')],
    ['may_move_by_hand', t('policyHand')],
    ['may_lend', t('policyLend')],
  ] as const;
  return (
    <Dialog open onOpenChange={onClose} title={t('policy')} description={reader.device.name}>
      <div className="flex flex-col gap-5">
        <Select
          label={t('policyGate')}
          value={policy.forced_gate}
          onChange={(change) => set({ forced_gate: change.target.value })}
        >
          <option value="">{t('readerChoice')}</option>
          {plan.gates.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          label={t('policyList')}
          value={policy.forced_list[0]?.toString() ?? ''}
          onChange={({ target }) =>
            set({ forced_list: toOpt(target.value === '' ? undefined : BigInt(target.value)) })
          }
        >
          <option value="">{t('readerChoice')}</option>
          {plan.lists.map(({ id, name }) => (
            <option key={String(id)} value={String(id)}>
              {name}
            </option>
          ))}
        </Select>
        {switches.map(([name, label]) => (
          <Switch
            key={name}
            label={label}
            checked={policy[name]}
            onChange={(on) => set({ [name]: on })}
          />
        ))}
        {save.isError && <Notice tone="problem">{errorText(save.error, text)}</Notice>}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            busy={save.isPending}
            onClick={() => save.mutate({ id: reader.device.id, policy }, { onSuccess: done })}
          >
            {text('action.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { fromOpt, GATE_MAX_CHARS, type Gate, toOpt, type Zone } from '@qikcard/contracts';
import { Trash2 } from 'lucide-react';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useDoorsText } from '../../../locales/doors.ts';

type ZoneProps = { zone: Zone; onChange(zone: Zone | undefined): void };

/** One zone: its name and how many it holds. */
export function ZoneRow({ zone, onChange }: ZoneProps) {
  const t = useDoorsText();
  return (
    <div className="grid grid-cols-[1fr_7rem_auto] items-end gap-3 p-4">
      <TextField
        label={t('zoneName')}
        value={zone.name}
        maxLength={GATE_MAX_CHARS}
        onChange={(event) => onChange({ ...zone, name: event.target.value })}
      />
      <TextField
        label={t('capacity')}
        inputMode="numeric"
        value={fromOpt(zone.capacity)?.toString() ?? ''}
        placeholder="∞"
        onChange={(event) => {
          const count = Number.parseInt(event.target.value, 10);
          onChange({ ...zone, capacity: toOpt(count > 0 ? count : undefined) });
        }}
      />
      <IconButton
        icon={Trash2}
        label={t('remove', { name: zone.name })}
        onClick={() => onChange(undefined)}
      />
    </div>
  );
}

type GateProps = { gate: Gate; zones: Zone[]; onChange(gate: Gate | undefined): void };

/** One gate: its name and the zone behind it. */
export function GateRow({ gate, zones, onChange }: GateProps) {
  const t = useDoorsText();
  return (
    <div className="grid grid-cols-[1fr_minmax(7rem,10rem)_auto] items-end gap-3 p-4">
      <TextField
        label={t('gateName')}
        value={gate.name}
        maxLength={GATE_MAX_CHARS}
        onChange={(event) => onChange({ ...gate, name: event.target.value })}
      />
      <Select
        label={t('zone')}
        value={gate.zone_id}
        onChange={(event) => onChange({ ...gate, zone_id: Number(event.target.value) })}
      >
        <option value={0}>{t('whole')}</option>
        {zones.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <IconButton
        icon={Trash2}
        label={t('remove', { name: gate.name })}
        onClick={() => onChange(undefined)}
      />
    </div>
  );
}

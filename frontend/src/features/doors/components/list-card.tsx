import { type CheckInList, GATE_MAX_CHARS, type Gate, type Rule } from '@qikcard/contracts';
import { ListChecks, Trash2 } from 'lucide-react';
import { Card } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { AddRule } from './add-rule.tsx';
import { outerRules, ruleText } from './rule-text.ts';

type Props = { list: CheckInList; gates: Gate[]; onChange(list: CheckInList | undefined): void };

/** One check-in list: its gates and its rules, each a sentence. */
export function ListCard({ list, gates, onChange }: Props) {
  const t = useDoorsText();
  return (
    <Card className="flex flex-col gap-6 p-5">
      <div className="grid grid-cols-[1fr_auto] items-end gap-3">
        <TextField
          label={t('listName')}
          value={list.name}
          maxLength={GATE_MAX_CHARS}
          onChange={(event) => onChange({ ...list, name: event.target.value })}
        />
        <IconButton
          icon={Trash2}
          label={t('remove', { name: list.name })}
          onClick={() => onChange(undefined)}
        />
      </div>
      {gates.length > 0 && <GateChoice list={list} gates={gates} onChange={onChange} />}
      <Rules list={list} onChange={onChange} />
      <div className="flex flex-col gap-2">
        <Switch
          label={t('zoneMoves')}
          checked={list.zone_moves}
          onChange={(zone_moves) => onChange({ ...list, zone_moves })}
        />
        <Switch
          label={t('multiEntry')}
          checked={list.multi_entry}
          onChange={(multi_entry) => onChange({ ...list, multi_entry })}
        />
      </div>
    </Card>
  );
}

function GateChoice({ list, gates, onChange }: Props) {
  const t = useDoorsText();
  const toggle = (id: number) => {
    const has = list.gates.includes(id);
    const next = has ? list.gates.filter((each) => each !== id) : [...list.gates, id];
    onChange({ ...list, gates: next });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-sm">{t('gates')}</legend>
      <div className="flex flex-wrap gap-2">
        {gates.map(({ id, name }) => (
          <label
            key={id}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3.5 text-sm has-checked:border-accent has-checked:bg-accent-tint has-checked:text-accent-text"
          >
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={list.gates.includes(id)}
              onChange={() => toggle(id)}
            />
            {name || '–'}
          </label>
        ))}
      </div>
      {list.gates.length === 0 && <p className="text-muted text-sm">{t('allGates')}</p>}
    </fieldset>
  );
}

function Rules({ list, onChange }: Omit<Props, 'gates'>) {
  const t = useDoorsText();
  const rules = outerRules(list.rules);
  const keep = (next: Rule[]) => onChange({ ...list, rules: next.flat() });
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-medium text-sm">{t('rules')}</h3>
      {rules.length === 0 && <p className="text-muted text-sm">{t('always')}</p>}
      <ul className="flex flex-col gap-1">
        {rules.map((rule) => {
          const words = ruleText(rule, t);
          return (
            <li key={words} className="flex items-center gap-3 rounded-md bg-sunken ps-3.5">
              <ListChecks aria-hidden size={18} className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 text-sm">{words}</span>
              <IconButton
                icon={Trash2}
                label={t('remove', { name: words })}
                onClick={() => keep(rules.filter((each) => each !== rule))}
              />
            </li>
          );
        })}
      </ul>
      <AddRule onAdd={(node) => keep([...rules, [node]])} />
    </div>
  );
}

import { type CheckInList, GATE_MAX_CHARS } from '@qikcard/contracts';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Card } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { type RuleTree, rulesOf, treesOf } from '../api/rule-tree.ts';
import { Chips } from './chips.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { RuleChoices } from './rule-sentence.tsx';

type Props = {
  list: CheckInList;
  choices: RuleChoices;
  onChange(list: CheckInList | undefined): void;
};

/** One check-in list: its gates and its rules, each a sentence. */
export function ListCard({ list, choices, onChange }: Props) {
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
      {choices.gates.length > 0 && (
        <Choice
          title={t('gates')}
          hint={t('allGates')}
          options={choices.gates}
          chosen={list.gates}
          onChange={(gates) => onChange({ ...list, gates })}
        />
      )}
      {choices.types.length > 0 && (
        <Choice
          title={t('types')}
          hint={t('allTypes')}
          options={choices.types}
          chosen={list.ticket_types}
          onChange={(ticket_types) => onChange({ ...list, ticket_types })}
        />
      )}
      <Rules list={list} choices={choices} onChange={onChange} />
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

type ChoiceProps<T extends number | bigint> = {
  title: string;
  hint: string;
  options: { id: T; name: string }[];
  chosen: T[];
  onChange(next: T[]): void;
};

/** Which of several; none chosen means all of them. */
function Choice<T extends number | bigint>({ title, hint, ...rest }: ChoiceProps<T>) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{title}</h3>
      <Chips label={title} {...rest} />
      {rest.chosen.length === 0 && <p className="text-muted text-sm">{hint}</p>}
    </div>
  );
}

function Rules({ list, choices, onChange }: Props) {
  const t = useDoorsText();
  // Kept as they are put together: a group that is still empty is not among the rules of the list.
  const [trees, setTrees] = useState(() => treesOf(list.rules));
  const keep = (next: RuleTree[]) => {
    setTrees(next);
    onChange({ ...list, rules: rulesOf(next) });
  };
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-medium text-sm">{t('rules')}</h3>
      {trees.length === 0 && <p className="text-muted text-sm">{t('always')}</p>}
      <RuleEditor trees={trees} choices={choices} onChange={keep} />
    </div>
  );
}

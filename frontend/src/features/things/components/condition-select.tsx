import { Select } from '../../../components/ui/select.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { type ConditionName, conditions } from './thing-parts.tsx';

type Props = { label: string; value: ConditionName; onChange(name: ConditionName): void };

/** One of the four conditions, from best to worst. */
export function ConditionSelect({ label, value, onChange }: Props) {
  const p = useThingsText();
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as ConditionName)}
    >
      {conditions.map((name) => (
        <option key={name} value={name}>
          {p(`condition.${name}`)}
        </option>
      ))}
    </Select>
  );
}

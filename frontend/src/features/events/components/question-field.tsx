import { ANSWER_MAX_CHARS, type Question } from '@qikcard/contracts';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';

type Props = { question: Question; answer: string; onChange(answer: string): void };

/** One question of the organizer, with the kind of answer it asks for. */
export function QuestionField({ question, answer, onChange }: Props) {
  const t = useText();
  const e = useEventsText();
  const { text, kind, required } = question;
  const wiring = {
    label: text,
    required,
    value: answer,
    ...(required ? {} : { optional: t('field.optional') }),
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  if ('Text' in kind) return <TextField {...wiring} maxLength={ANSWER_MAX_CHARS} />;
  const options: [string, string][] =
    'Choice' in kind
      ? kind.Choice.map((choice) => [choice, choice])
      : [
          ['yes', e('join.yes')],
          ['no', e('join.no')],
        ];
  return (
    <Select {...wiring}>
      <option value="">{e('join.choose')}</option>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}

import type { EntriesPer, RuleNode } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { ruleText } from './rule-text.ts';

const KINDS = ['max', 'gap', 'reEntry', 'capacity', 'age', 'hours'] as const;
type Kind = (typeof KINDS)[number];
const PERS = ['Event', 'Day', 'Gate', 'GateDay'] as const;
type Answers = { count: string; per: (typeof PERS)[number]; from: string; until: string };

const minuteOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** The rule that the answers say, or undefined while they say none. */
export function ruleOf(kind: Kind, { count, per, from, until }: Answers): RuleNode | undefined {
  const number = Number.parseInt(count, 10);
  if (kind === 'hours') {
    const [from_minute, until_minute] = [minuteOf(from), minuteOf(until)];
    return from_minute === until_minute ? undefined : { TimeOfDay: { from_minute, until_minute } };
  }
  if (!(number >= 1)) return undefined;
  switch (kind) {
    case 'max':
      return { MaxEntries: { count: number, per: { [per]: null } as EntriesPer } };
    case 'gap':
      return { MinGap: { seconds: number * 60, since: { Entry: null } } };
    case 'reEntry':
      return { ReEntryWithin: { seconds: number * 60 } };
    case 'capacity':
      return { CapacityInside: { count: number, of: { Event: null } } };
    case 'age':
      return { MinAge: Math.min(number, 99) };
  }
}

/** Two or three answers, the sentence they make, and the button that adds it. */
export function AddRule({ onAdd }: { onAdd(node: RuleNode): void }) {
  const t = useDoorsText();
  const [kind, setKind] = useState<Kind>('max');
  const [answers, setAnswers] = useState<Answers>({
    ...{ count: '1', per: 'Day', from: '10:00', until: '18:00' },
  });
  const answer = (part: Partial<Answers>) => setAnswers({ ...answers, ...part });
  const node = ruleOf(kind, answers);
  const label = kind === 'gap' || kind === 'reEntry' ? t('minutes') : t('count');
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line border-dashed p-4">
      <div className="grid gap-3 sm:grid-cols-[1fr_6rem_9rem]">
        <Select
          label={t('rule')}
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </Select>
        {kind === 'hours' ? (
          <>
            <TextField
              label={t('since')}
              type="time"
              value={answers.from}
              onChange={(event) => answer({ from: event.target.value })}
            />
            <TextField
              label={t('until')}
              type="time"
              value={answers.until}
              onChange={(event) => answer({ until: event.target.value })}
            />
          </>
        ) : (
          <TextField
            label={label}
            inputMode="numeric"
            value={answers.count}
            onChange={(event) => answer({ count: event.target.value })}
          />
        )}
        {kind === 'max' && (
          <Select
            label={t('per')}
            value={answers.per}
            onChange={(event) => answer({ per: event.target.value as Answers['per'] })}
          >
            {PERS.map((each) => (
              <option key={each} value={each}>
                {t(`per.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted text-sm">{node && ruleText([node], t)}</p>
        <Button
          look="secondary"
          icon={Plus}
          disabled={node === undefined}
          onClick={() => node && onAdd(node)}
        >
          {t('addRule')}
        </Button>
      </div>
    </div>
  );
}

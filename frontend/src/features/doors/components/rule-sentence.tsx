import { type EntriesPer, isoDay, type RuleNode, toOpt } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { type Beginnings, kindOf } from '../api/rule-tree.ts';
import { Chips } from './chips.tsx';

/** What sentences may choose from. */
export type RuleChoices = {
  zone: string;
  /** Local days of the event since 1970, few of them. */
  days: number[];
  types: { id: bigint; name: string }[];
  gates: { id: number; name: string }[];
  /** What a new sentence says. */
  beginnings: Beginnings;
};
type Props = { node: RuleNode; choices: RuleChoices; onChange(node: RuleNode): void };

const PERS = ['Event', 'Day', 'Gate', 'GateDay'] as const;
const blank = 'min-h-11 rounded-md border border-line-strong bg-surface px-2.5 text-base text-ink';

/** A sentence with blanks: what is filled in is the rule. */
export function RuleSentence({ node, choices, onChange }: Props) {
  const t = useDoorsText();
  const kind = kindOf(node);
  const blanks = blanksOf({ node, choices, onChange }, t);
  const words = t(`fill.${kind}`).split(/(\{\w+\})/);
  return (
    <span className="flex min-h-11 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1.5 text-sm">
      {words.map((word, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence keep their places
        <Word key={i}>{word.startsWith('{') ? blanks[word.slice(1, -1)] : word.trim()}</Word>
      ))}
    </span>
  );
}

const Word = ({ children }: { children: ReactNode }) =>
  children ? <span className="contents">{children}</span> : null;

type Text = ReturnType<typeof useDoorsText>;

function blanksOf({ node, choices, onChange }: Props, t: Text): Record<string, ReactNode> {
  if ('MaxEntries' in node) {
    const { count, per } = node.MaxEntries;
    const put = (part: Partial<typeof node.MaxEntries>) =>
      onChange({ MaxEntries: { count, per, ...part } });
    return {
      count: <Count value={count} onChange={(next) => put({ count: next })} />,
      per: (
        <select
          aria-label={t('per')}
          className={blank}
          value={Object.keys(per)[0]}
          onChange={({ target }) => put({ per: { [target.value]: null } as EntriesPer })}
        >
          {PERS.map((each) => (
            <option key={each} value={each}>
              {t(`per.${each}`)}
            </option>
          ))}
        </select>
      ),
    };
  }
  if ('MinGap' in node) {
    const { seconds, since } = node.MinGap;
    const set = (next: number) => onChange({ MinGap: { seconds: next, since } });
    return { minutes: <Minutes seconds={seconds} onChange={set} /> };
  }
  if ('ReEntryWithin' in node) {
    const set = (seconds: number) => onChange({ ReEntryWithin: { seconds } });
    return { minutes: <Minutes seconds={node.ReEntryWithin.seconds} onChange={set} /> };
  }
  if ('CapacityInside' in node) return capacityBlanks(node.CapacityInside, onChange, t);
  if ('TimeOfDay' in node) return hoursBlanks(node.TimeOfDay, onChange, t);
  if ('EntryWindow' in node) return windowBlanks(node.EntryWindow, choices.zone, onChange, t);
  return choiceBlanks({ node, choices, onChange }, t);
}

type Of<K extends string> = Extract<RuleNode, Record<K, unknown>>[K];
type Change = Props['onChange'];

function capacityBlanks({ count, of }: Of<'CapacityInside'>, onChange: Change, t: Text) {
  const put = (part: Partial<Of<'CapacityInside'>>) =>
    onChange({ CapacityInside: { count, of, ...part } });
  return {
    count: <Count value={count} onChange={(next) => put({ count: next })} />,
    of: (
      <select
        aria-label={t('where')}
        className={blank}
        value={Object.keys(of)[0]}
        onChange={({ target }) =>
          put({ of: target.value === 'Zone' ? { Zone: null } : { Event: null } })
        }
      >
        <option value="Event">{t('ofEvent')}</option>
        <option value="Zone">{t('ofZone')}</option>
      </select>
    ),
  };
}

const DAY_MINUTES = 1_440;
const pad = (value: number) => String(value).padStart(2, '0');
const timeOf = (minute: number) => `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;

function hoursBlanks(hours: Of<'TimeOfDay'>, onChange: Change, t: Text) {
  const field = (name: 'from_minute' | 'until_minute', label: string) => (
    <input
      type="time"
      aria-label={label}
      className={blank}
      value={timeOf(hours[name])}
      onChange={({ target }) => {
        const [hour, minute] = target.value.split(':').map(Number);
        if (hour === undefined || minute === undefined) return;
        const at = hour * 60 + minute;
        const from_minute = name === 'from_minute' ? at : hours.from_minute;
        const until_minute = name === 'until_minute' ? at : hours.until_minute;
        // Until midnight is the end of the day, not its beginning.
        const until = until_minute === 0 ? DAY_MINUTES : until_minute;
        onChange({ TimeOfDay: { from_minute, until_minute: until } });
      }}
    />
  );
  return { from: field('from_minute', t('from')), until: field('until_minute', t('until')) };
}

function windowBlanks(window: Of<'EntryWindow'>, zone: string, onChange: Change, t: Text) {
  const field = (name: 'from_ns' | 'until_ns', label: string) => (
    <input
      type="datetime-local"
      aria-label={label}
      className={blank}
      value={window[name][0] === undefined ? '' : toLocalField(toMs(window[name][0]), zone)}
      onChange={({ target }) => {
        const ms = fromLocalField(target.value, zone);
        const at = toOpt(ms === undefined ? undefined : toNs(ms));
        const next = { ...window, [name]: at };
        // A window needs one of its two ends.
        if (next.from_ns.length + next.until_ns.length > 0) onChange({ EntryWindow: next });
      }}
    />
  );
  return { from: field('from_ns', t('from')), until: field('until_ns', t('until')) };
}

const DAY_MS = 86_400_000;

function choiceBlanks({ node, choices, onChange }: Props, t: Text): Record<string, ReactNode> {
  if ('Dates' in node) {
    const chosen = Array.from(node.Dates);
    const days = [...new Set([...choices.days, ...chosen])].sort((a, b) => a - b);
    const options = days.map((day) => ({ id: day, name: dayName(day, t.locale) }));
    const set = (next: number[]) => next.length > 0 && onChange({ Dates: next });
    return {
      dates: (
        <>
          <Chips label={t('dates')} options={options} chosen={chosen} onChange={set} />
          <input
            type="date"
            aria-label={t('anotherDay')}
            className={blank}
            value=""
            onChange={({ target }) => {
              const day = Date.parse(target.value) / DAY_MS;
              if (day > 0 && !chosen.includes(day)) set([...chosen, day]);
            }}
          />
        </>
      ),
    };
  }
  if ('TicketTypes' in node) {
    const set = (next: bigint[]) => next.length > 0 && onChange({ TicketTypes: next });
    const chosen = Array.from(node.TicketTypes);
    const chips = (
      <Chips label={t('types')} options={choices.types} chosen={chosen} onChange={set} />
    );
    return { types: chips };
  }
  if ('Gates' in node) {
    const set = (next: number[]) => next.length > 0 && onChange({ Gates: next });
    const chosen = Array.from(node.Gates);
    const chips = (
      <Chips label={t('gates')} options={choices.gates} chosen={chosen} onChange={set} />
    );
    return { gates: chips };
  }
  const age = 'MinAge' in node ? node.MinAge : 0;
  const set = (next: number) => onChange({ MinAge: Math.min(99, next) });
  return { years: <Count value={age} onChange={set} /> };
}

const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' },
  } as const).format(new Date(`${isoDay(day)}T00:00Z`));

function Count({ value, onChange }: { value: number; onChange(next: number): void }) {
  const t = useDoorsText();
  return (
    <input
      type="number"
      min={1}
      aria-label={t('count')}
      className={`${blank} w-24`}
      value={value || ''}
      onChange={({ target }) => onChange(Math.max(0, Math.floor(Number(target.value)) || 0))}
    />
  );
}

function Minutes({ seconds, onChange }: { seconds: number; onChange(seconds: number): void }) {
  const t = useDoorsText();
  return (
    <input
      type="number"
      min={1}
      aria-label={t('minutes')}
      className={`${blank} w-24`}
      value={seconds / 60 || ''}
      onChange={({ target }) => onChange(Math.max(0, Math.round(Number(target.value) * 60)) || 0)}
    />
  );
}

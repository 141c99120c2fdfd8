import {
  type DoorPlan,
  type EntryTrial,
  type EventView,
  listAt,
  mayEnterAgain,
  refusalOfPlan,
  type ScanRefusal,
  toOpt,
} from '@qikcard/contracts';
import { useState } from 'react';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { cx } from '../../../lib/class-names.ts';
import { useText } from '../../../lib/text.tsx';
import { fromLocalField, safeZone, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { useTrial } from '../api/doors.ts';
import { useTicketTypes } from '../api/rule-choices.ts';
import { refusalText } from './refusal-text.ts';

type Props = {
  event: EventView;
  plan: DoorPlan;
  /** Beside the editor: the plan may not be saved yet, so that only the engine here knows it. */
  isDraft?: boolean;
};
type Case = {
  gate: number;
  list: string;
  type: string;
  when: string;
  entries: string;
  today: string;
  age: string;
  inside: boolean;
};

/** A guest who is not there: what the engine in this browser says, and what the canister says. */
export function TestBench({ event, plan, isDraft = false }: Props) {
  const t = useDoorsText();
  const zone = safeZone(event.time_zone);
  const [asked, setAsked] = useState<Case>({
    gate: plan.gates[0]?.id ?? 0,
    list: '',
    type: '',
    when: toLocalField(toMs(event.starts_at_ns), zone),
    ...{ entries: '0', today: '0', age: '0', inside: false },
  });
  const trial = trialOf(asked, zone, event);
  const types = useTicketTypes(event);
  const answer = useTrial(event.id, trial, plan.version, !isDraft);
  const here = judgedHere(plan, trial, event.inside);
  const there = answer.data && ('Refused' in answer.data ? answer.data.Refused : undefined);
  const agree = answer.data && nameOf(here) === nameOf(there);
  return (
    <Section title={t('bench')}>
      <p className="text-muted text-sm">{t(isDraft ? 'tryLead' : 'benchLead')}</p>
      <div className={cx('grid items-start gap-6', !isDraft && 'lg:grid-cols-[1fr_24rem]')}>
        <Card className="p-5">
          <Questions plan={plan} types={types} asked={asked} onChange={setAsked} />
        </Card>
        <div className="flex flex-col gap-4" aria-live="polite">
          <Said label={t('engine')} refusal={here} zone={zone} />
          {answer.data && <Said label={t('canister')} refusal={there} zone={zone} />}
          {answer.data && (
            <StatusPill status={agree ? 'admitted' : 'waiting'}>
              {t(agree ? 'same' : 'different')}
            </StatusPill>
          )}
        </div>
      </div>
    </Section>
  );
}

const nameOf = (refusal: ScanRefusal | undefined) => refusal && Object.keys(refusal)[0];
const whole = (text: string): number => Math.max(0, Number.parseInt(text, 10) || 0);

function trialOf(asked: Case, zone: string, event: EventView): EntryTrial {
  const ms = fromLocalField(asked.when, zone);
  return {
    list_id: toOpt(asked.list === '' ? undefined : BigInt(asked.list)),
    gate_id: asked.gate,
    at_ns: ms === undefined ? event.starts_at_ns : toNs(ms),
    registration_id: [],
    ticket_type_id: toOpt(asked.type === '' ? undefined : BigInt(asked.type)),
    entries: whole(asked.entries),
    entries_today: whole(asked.today),
    inside: asked.inside,
    zone_id: 0,
    last_entry_ns: [],
    last_exit_ns: [],
    age_checked: Math.min(99, whole(asked.age)),
  };
}

/** The same engine, run here: no network is asked. */
function judgedHere(plan: DoorPlan, trial: EntryTrial, inside: number): ScanRefusal | undefined {
  const gate = plan.gates.find(({ id }) => id === trial.gate_id);
  const list = listAt(plan, trial.gate_id, trial.list_id[0]);
  const { at_ns, gate_id, entries, entries_today } = trial;
  const facts = {
    ...trial,
    ...{ entries, entries_today, entries_at_gate: entries, entries_at_gate_today: entries_today },
    ...{ inside_event: inside, inside_zone: 0 },
  };
  const question = { moment: { at_ns, gate_id, zone_id: gate?.zone_id ?? 0 }, facts };
  if (trial.inside && !mayEnterAgain(list, question)) {
    return { AlreadyInside: { since_ns: 0n, gate: '' } };
  }
  return refusalOfPlan(plan, list, question);
}

function Said({
  label,
  refusal,
  zone,
}: {
  label: string;
  refusal: ScanRefusal | undefined;
  zone: string;
}) {
  const t = useDoorsText();
  const { locale } = useText();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-muted text-sm">{label}</p>
      <VerdictBanner
        tone={refusal ? 'refused' : 'admitted'}
        word={t(refusal ? 'triedNot' : 'tried')}
        className="rounded-lg"
      >
        {refusal && refusalText(refusal, t, { locale, zone })}
      </VerdictBanner>
    </div>
  );
}

type QuestionsProps = {
  plan: DoorPlan;
  types: { id: bigint; name: string }[];
  asked: Case;
  onChange(next: Case): void;
};

function Questions({ plan, types, asked, onChange }: QuestionsProps) {
  const t = useDoorsText();
  const set = (part: Partial<Case>) => onChange({ ...asked, ...part });
  const numbers = [
    ['entries', t('entries')],
    ['today', t('entriesToday')],
    ['age', t('age')],
  ] as const;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Select
        label={t('gate')}
        value={asked.gate}
        onChange={(event) => set({ gate: Number(event.target.value) })}
      >
        {plan.gates.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value={0}>{t('otherDoors')}</option>
      </Select>
      <Select
        label={t('list')}
        value={asked.list}
        onChange={(event) => set({ list: event.target.value })}
      >
        <option value="">{t('readerChoice')}</option>
        {plan.lists.map(({ id, name }) => (
          <option key={String(id)} value={String(id)}>
            {name}
          </option>
        ))}
      </Select>
      {types.length > 0 && (
        <Select
          label={t('ticket')}
          value={asked.type}
          onChange={(event) => set({ type: event.target.value })}
        >
          <option value="">{t('noTicket')}</option>
          {types.map(({ id, name }) => (
            <option key={String(id)} value={String(id)}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <TextField
        label={t('when')}
        type="datetime-local"
        value={asked.when}
        onChange={(event) => set({ when: event.target.value })}
      />
      {numbers.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          inputMode="numeric"
          value={asked[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      ))}
      <Switch
        label={t('insideAlready')}
        checked={asked.inside}
        onChange={(inside) => set({ inside })}
      />
    </div>
  );
}

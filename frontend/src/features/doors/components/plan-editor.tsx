import { type DoorPlan, type EventView, utcOffsets } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { safeZone } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { useSavePlan } from '../api/doors.ts';
import { useRuleChoices } from '../api/rule-choices.ts';
import { ListCard } from './list-card.tsx';
import { GateRow, ZoneRow } from './place-rows.tsx';
import { TestBench } from './test-bench.tsx';

type Props = { event: EventView; plan: DoorPlan };

/** Zones, gates and lists in one form: nothing holds at a door before it is saved. */
export function PlanEditor({ event, plan }: Props) {
  const t = useDoorsText();
  const text = useText();
  const say = useToast();
  const save = useSavePlan(event.id);
  const [draft, setDraft] = useState(plan);
  const change = (part: Partial<DoorPlan>) => setDraft({ ...draft, ...part });
  const submit = () => {
    const zone = safeZone(event.time_zone);
    const utc_offsets = utcOffsets(zone, event.doors_open_ns, event.ends_at_ns);
    save.mutate({ ...draft, utc_offsets }, { onSuccess: () => say(t('saved')) });
  };
  return (
    <div className="flex flex-col gap-10">
      <div className="grid items-start gap-10 lg:grid-cols-2">
        <Zones draft={draft} change={change} />
        <Gates draft={draft} change={change} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Lists event={event} draft={draft} change={change} />
        <div className="xl:sticky xl:top-6">
          <TestBench event={event} plan={draft} isDraft />
        </div>
      </div>
      <div className="sticky bottom-20 flex flex-wrap items-center justify-end gap-4 rounded-lg border border-line bg-surface p-4 md:bottom-4">
        {save.isError && <Notice tone="problem">{errorText(save.error, text)}</Notice>}
        <Button size="lg" busy={save.isPending} onClick={submit}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}

type PartProps = { draft: DoorPlan; change(part: Partial<DoorPlan>): void };

const nextId = (of: readonly { id: number | bigint }[]): number =>
  Math.max(0, ...of.map(({ id }) => Number(id))) + 1;

/** The list with one item replaced, or left out. */
function replaced<T extends { id: unknown }>(items: T[], id: T['id'], by: T | undefined): T[] {
  return items.flatMap((item) => (item.id === id ? (by ? [by] : []) : [item]));
}

function Zones({ draft, change }: PartProps) {
  const t = useDoorsText();
  const { zones, gates } = draft;
  const add = () => change({ zones: [...zones, { id: nextId(zones), name: '', capacity: [] }] });
  return (
    <Section title={t('zones')} action={<AddButton label={t('addZone')} onClick={add} />}>
      <Card className="divide-y divide-line">
        {zones.length === 0 && <p className="p-5 text-muted text-sm">{t('zonesNone')}</p>}
        {zones.map((zone) => (
          <ZoneRow
            key={zone.id}
            zone={zone}
            onChange={(next) =>
              change({
                zones: replaced(zones, zone.id, next),
                gates: next
                  ? gates
                  : gates.map((gate) =>
                      gate.zone_id === zone.id ? { ...gate, zone_id: 0 } : gate,
                    ),
              })
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function Gates({ draft, change }: PartProps) {
  const t = useDoorsText();
  const { zones, gates, lists } = draft;
  const add = () => change({ gates: [...gates, { id: nextId(gates), name: '', zone_id: 0 }] });
  return (
    <Section title={t('gates')} action={<AddButton label={t('addGate')} onClick={add} />}>
      <Card className="divide-y divide-line">
        {gates.length === 0 && <p className="p-5 text-muted text-sm">{t('gatesNone')}</p>}
        {gates.map((gate) => (
          <GateRow
            key={gate.id}
            gate={gate}
            zones={zones}
            onChange={(next) =>
              change({
                gates: replaced(gates, gate.id, next),
                lists: next
                  ? lists
                  : lists.map((list) => ({
                      ...list,
                      gates: list.gates.filter((id) => id !== gate.id),
                    })),
              })
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function Lists({ event, draft, change }: PartProps & Pick<Props, 'event'>) {
  const t = useDoorsText();
  const { lists } = draft;
  const choices = useRuleChoices(event, draft);
  const add = () => {
    const fresh = { id: BigInt(nextId(lists)), name: '', gates: [], ticket_types: [] };
    const open = { from_ns: [] as [], until_ns: [] as [], rules: [] };
    change({ lists: [...lists, { ...fresh, ...open, multi_entry: false, zone_moves: false }] });
  };
  return (
    <Section title={t('lists')} action={<AddButton label={t('addList')} onClick={add} />}>
      <p className="max-w-2xl text-muted text-sm">{t('listsLead')}</p>
      <div className="flex flex-col gap-5">
        {lists.map((list) => (
          <ListCard
            key={String(list.id)}
            list={list}
            choices={choices}
            onChange={(next) => change({ lists: replaced(lists, list.id, next) })}
          />
        ))}
      </div>
    </Section>
  );
}

function AddButton({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <Button look="secondary" icon={Plus} onClick={onClick}>
      {label}
    </Button>
  );
}

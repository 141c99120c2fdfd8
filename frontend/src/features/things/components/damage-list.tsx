import type { DamageReport, ResourceOwner } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useOpenDamage, useSettleDamage } from '../api/care.ts';
import { useThing } from '../api/things.ts';
import { useZone } from '../api/zone.ts';
import { ConditionSelect } from './condition-select.tsx';
import { DamagePictures } from './damage-pictures.tsx';
import { type ConditionName, conditionOf, conditionText } from './thing-parts.tsx';

/** Damage that nobody has dealt with yet. */
export function DamageList({ owner }: { owner: ResourceOwner }) {
  const p = useThingsText();
  const damage = useOpenDamage(owner);
  if (damage.isPending) return <SkeletonRows rows={2} />;
  if (damage.isError) return <ErrorPanel error={damage.error} onRetry={() => damage.refetch()} />;
  if (damage.data.length === 0) {
    return (
      <Card>
        <EmptyState drawing="shelf" title={p('damage.none')} />
      </Card>
    );
  }
  return (
    <Card>
      <ul>
        {damage.data.map((report) => (
          <DamageRow key={String(report.id)} report={report} owner={owner} />
        ))}
      </ul>
    </Card>
  );
}

function DamageRow({ report, owner }: { report: DamageReport; owner: ResourceOwner }) {
  const p = useThingsText();
  const at = useZone(owner);
  const thing = useThing(report.resource_id);
  const [settling, setSettling] = useState(false);
  const name = thing.data?.name ?? '';
  const [before, after] = [conditionText(report.before, p), conditionText(report.after, p)];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <p className="break-words font-semibold">{name}</p>
        {report.note && <p className="break-words">{report.note}</p>}
        <p className="text-muted text-sm">
          {p('damage.was', { before, after })} · {dateTime(report.at_ns, at)}
        </p>
        <DamagePictures report={report} />
      </div>
      <Button
        look="secondary"
        aria-label={p('damage.settleNamed', { name })}
        onClick={() => setSettling(true)}
      >
        {p('damage.settle')}
      </Button>
      {settling && <SettleDialog report={report} name={name} onClose={() => setSettling(false)} />}
    </li>
  );
}

type SettleProps = { report: DamageReport; name: string; onClose(): void };

function SettleDialog({ report, name, onClose }: SettleProps) {
  const t = useText();
  const p = useThingsText();
  const settle = useSettleDamage();
  const [condition, setCondition] = useState<ConditionName>('Good');
  return (
    <Dialog open onOpenChange={onClose} title={p('damage.settle')} description={name}>
      <div className="flex flex-col gap-5">
        <ConditionSelect label={p('confirm.condition')} value={condition} onChange={setCondition} />
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            busy={settle.isPending}
            onClick={() =>
              settle.mutate(
                { id: report.id, condition: conditionOf(condition) },
                { onSuccess: onClose },
              )
            }
          >
            {p('damage.settle')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

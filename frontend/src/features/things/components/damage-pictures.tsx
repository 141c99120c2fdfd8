import { DAMAGE_IMAGES_MAX, type DamageReport, type Loan } from '@qikcard/contracts';
import { Trash2 } from 'lucide-react';
import { Card } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useSession } from '../../session/api/session.tsx';
import {
  useAddDamagePicture,
  useDamagePicture,
  useMyReport,
  useRemoveDamagePicture,
} from '../api/images.ts';
import { AddPicture } from './add-picture.tsx';

/** What the damage looks like; who wrote the report adds to it and takes away. */
export function DamagePictures({ report }: { report: DamageReport }) {
  const { principal } = useSession();
  const add = useAddDamagePicture(report.id);
  const isAuthor = report.by.toText() === principal;
  const mayAdd =
    isAuthor && report.settled_at_ns.length === 0 && report.images.length < DAMAGE_IMAGES_MAX;
  if (report.images.length === 0 && !mayAdd) return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {report.images.map(({ version }, at) => (
        <Picture
          key={version}
          report={report}
          version={version}
          number={at + 1}
          mayRemove={isAuthor}
        />
      ))}
      {mayAdd && <AddPicture add={add} />}
    </div>
  );
}

type PictureProps = { report: DamageReport; version: number; number: number; mayRemove: boolean };

function Picture({ report, version, number, mayRemove }: PictureProps) {
  const p = useThingsText();
  const url = useDamagePicture(report.id, version);
  const remove = useRemoveDamagePicture(report.id);
  return (
    <div className="relative size-28 overflow-hidden rounded-lg bg-sunken">
      {url && (
        <a href={url} target="_blank" rel="noreferrer">
          <img src={url} alt={p('damage.picture', { number })} className="size-full object-cover" />
        </a>
      )}
      {mayRemove && (
        <IconButton
          icon={Trash2}
          label={p('picture.remove', { number })}
          disabled={remove.isPending}
          className="absolute end-1 top-1 bg-surface"
          onClick={() => remove.mutate(version)}
        />
      )}
    </div>
  );
}

/** After a return in a worse condition: whoever brought it back shows what is wrong. */
export function ShowDamage({ loan }: { loan: Loan }) {
  const p = useThingsText();
  const report = useMyReport(loan.id, true).data;
  if (!report) return null;
  return (
    <Card className="flex flex-col gap-4 p-6">
      <h2 className="font-semibold">{p('damage.show')}</h2>
      <p className="text-muted text-sm">{p('damage.showHint')}</p>
      <DamagePictures report={report} />
    </Card>
  );
}

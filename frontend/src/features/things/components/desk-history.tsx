import type { ResourceOwner } from '@qikcard/contracts';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { download } from '../../attendees/api/rows.ts';
import { useSession } from '../../session/api/session.tsx';
import { useOwnerLoans } from '../api/loans.ts';
import { allLoans, loansCsv } from '../api/loans-csv.ts';
import { ownerText } from '../api/things.ts';
import { useZone } from '../api/zone.ts';
import { DeskLoans } from './desk-loans.tsx';
import { thingsError } from './things-error.ts';

/** Every loan there ever was at a desk, to read and to take away. */
export function DeskHistory({ owner }: { owner: ResourceOwner }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(owner);
  const { qik } = useSession();
  const loans = useOwnerLoans(owner, 'All');
  const [count, setCount] = useState(0);
  const save = useMutation({
    mutationFn: async () => {
      const all = await allLoans(qik, owner, setCount);
      download(`${p('history.file')} ${ownerText(owner)}.csv`, loansCsv(all, at.zone));
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-end gap-4">
        <span role="status" className="tabular text-muted text-sm">
          {save.isPending && p('history.read', { count })}
        </span>
        <Button
          look="secondary"
          icon={Download}
          busy={save.isPending}
          onClick={() => save.mutate()}
        >
          {p('history.export')}
        </Button>
      </div>
      {save.isError && <Notice tone="problem">{thingsError(save.error, t, p, at)}</Notice>}
      <DeskLoans loans={loans} none={p('history.none')} />
    </div>
  );
}

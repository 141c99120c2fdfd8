import type { FreeDeposit, ResourceView } from '@qikcard/contracts';
import { Coins } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useOnline } from '../../../lib/online.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useBalance, useFreeDeposits, usePutAside, useWithdrawDeposit } from '../api/deposits.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';
import { usePersonText } from './use-person-text.ts';

export const newRequestId = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16));

/** Putting a deposit aside before somebody at a desk hands the thing out, and taking it back. */
export function DepositCard({ thing }: { thing: ResourceView }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(thing.owner);
  const online = useOnline();
  const [e8s] = thing.terms.deposit_e8s;
  const [lender] = thing.deposit_to;
  const free = useFreeDeposits(thing.id, e8s !== undefined);
  const balance = useBalance(e8s !== undefined).data;
  const put = usePutAside();
  const [requestId, setRequestId] = useState(newRequestId);
  if (e8s === undefined || lender === undefined || thing.retired || !free.data) return null;
  const [lying] = free.data;
  const poor = balance !== undefined && balance < e8s;
  return (
    <Card className="flex flex-col gap-4 p-6">
      <h2 className="font-semibold">{p('deposit.title')}</h2>
      {put.isError && <Notice tone="problem">{thingsError(put.error, t, p, at)}</Notice>}
      {lying ? (
        <FreeNotice resourceId={thing.id} deposit={lying} at={at} />
      ) : (
        <>
          <DepositRules lender={lender} />
          {poor && <Poor have={balance} />}
          <Button
            look="secondary"
            icon={Coins}
            busy={put.isPending}
            disabled={poor || balance === undefined || !online}
            onClick={() =>
              put.mutate(
                { resourceId: thing.id, name: thing.name, e8s, lender, requestId },
                { onSuccess: () => setRequestId(newRequestId()) },
              )
            }
          >
            {p('deposit.put', { amount: qikAmount(e8s, p.locale) })}
          </Button>
        </>
      )}
    </Card>
  );
}

/** Who may keep it, and when it comes back: read before anything is put aside. */
export function DepositRules({ lender }: { lender: NonNullable<ResourceView['deposit_to'][0]> }) {
  const p = useThingsText();
  const who = usePersonText(lender, '');
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5 text-sm">
      <li className="break-words">{p('deposit.ruleBack')}</li>
      <li className="break-words">{p('deposit.ruleKept', { who })}</li>
      <li className="break-words">{p('deposit.ruleLate')}</li>
    </ul>
  );
}

export function Poor({ have }: { have: bigint }) {
  const p = useThingsText();
  return (
    <Notice tone="waiting">{p('deposit.tooDear', { have: qikAmount(have, p.locale) })}</Notice>
  );
}

type FreeProps = {
  resourceId: bigint;
  deposit: FreeDeposit;
  at: { locale: string; zone: string };
};

/** It lies aside; whoever does not borrow takes it back. */
export function FreeNotice({ resourceId, deposit, at }: FreeProps) {
  const t = useText();
  const p = useThingsText();
  const withdraw = useWithdrawDeposit(resourceId);
  return (
    <>
      {withdraw.isError && <Notice tone="problem">{thingsError(withdraw.error, t, p, at)}</Notice>}
      <Notice
        tone="info"
        action={
          <Button
            look="secondary"
            busy={withdraw.isPending}
            onClick={() => withdraw.mutate(deposit.id)}
          >
            {p('deposit.takeBack')}
          </Button>
        }
      >
        {p('deposit.lies', {
          amount: qikAmount(deposit.amount_e8s, p.locale),
          time: dateTime(deposit.settles_at_ns, at),
        })}
      </Notice>
    </>
  );
}

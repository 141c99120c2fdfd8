import type { Loan } from '@qikcard/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useAcceptHandover } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { DepositLine } from './deposit-line.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { isOverdue, LoanPill, loanTime } from './loan-status.tsx';
import { thingsError } from './things-error.ts';

/** One of my loans: when it is due, and what I can do about it. */
export function MyLoanRow({ loan }: { loan: Loan }) {
  const p = useThingsText();
  const at = useZone(loan.owner);
  const [extending, setExtending] = useState(false);
  const isOpen = 'Open' in loan.state;
  const mayExtend = isOpen && !isOverdue(loan) && loan.extensions < loan.extensions_max;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
        <Link
          to={`/things/${loan.resource_id}`}
          className="break-words rounded-sm font-semibold hover:underline"
        >
          {loan.resource_name}
        </Link>
        <p className="text-muted text-sm">
          {loanTime(loan, p, at)}
          {loan.count > 1 && ` · ${p('loan.count', { count: loan.count })}`}
        </p>
        <DepositLine loan={loan} />
        <span>
          <LoanPill loan={loan} />
        </span>
      </div>
      {isOpen && (
        <div className="flex flex-wrap gap-3">
          {loan.accepted_at_ns.length === 0 && <AcceptButton loan={loan} />}
          {mayExtend && (
            <Button
              look="secondary"
              aria-label={p('action.extendNamed', { name: loan.resource_name })}
              onClick={() => setExtending(true)}
            >
              {p('action.extend')}
            </Button>
          )}
          <ButtonLink to="/scan" look="secondary">
            {p('action.bringBack')}
          </ButtonLink>
        </div>
      )}
      {extending && <ExtendDialog loan={loan} onClose={() => setExtending(false)} />}
    </li>
  );
}

function AcceptButton({ loan }: { loan: Loan }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(loan.owner);
  const say = useToast();
  const accept = useAcceptHandover(loan.id);
  return (
    <Button
      busy={accept.isPending}
      onClick={() =>
        accept.mutate(
          { condition: loan.condition_out, note: '' },
          { onError: (error) => say(thingsError(error, t, p, at)) },
        )
      }
    >
      {p('action.accept')}
    </Button>
  );
}

import type { Loan } from '@qikcard/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useDecideLoan, type useOwnerLoans } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { DepositLine } from './deposit-line.tsx';
import { LoanList } from './loan-list.tsx';
import { LoanPill, loanTime } from './loan-status.tsx';
import { SettleDeposit, waitsForWord } from './settle-deposit.tsx';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { thingsError } from './things-error.ts';
import { usePersonText } from './use-person-text.ts';

type Props = { loans: ReturnType<typeof useOwnerLoans>; none: string };

/** Loans as whoever lends out sees them: who has what, until when, and what to do. */
export function DeskLoans({ loans, none }: Props) {
  return (
    <LoanList
      loans={loans}
      none={<EmptyState drawing="shelf" title={none} />}
      row={(loan) => <DeskLoanRow key={String(loan.id)} loan={loan} />}
    />
  );
}

function DeskLoanRow({ loan }: { loan: Loan }) {
  const p = useThingsText();
  const at = useZone(loan.owner);
  const who = usePersonText(loan.borrower, loan.borrower_name);
  const [taking, setTaking] = useState(false);
  const [settling, setSettling] = useState(false);
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
          {who} · {loanTime(loan, p, at)}
        </p>
        <DepositLine loan={loan} />
        <span>
          <LoanPill loan={loan} desk />
        </span>
      </div>
      {'Requested' in loan.state && <Answer loan={loan} />}
      {'Open' in loan.state && (
        <Button
          look="secondary"
          aria-label={p('action.takeBackNamed', { name: loan.resource_name })}
          onClick={() => setTaking(true)}
        >
          {p('action.takeBack')}
        </Button>
      )}
      {waitsForWord(loan) && (
        <Button
          look="secondary"
          aria-label={p('deposit.settleNamed', { name: loan.resource_name })}
          onClick={() => setSettling(true)}
        >
          {p('deposit.settle')}
        </Button>
      )}
      {settling && <SettleDeposit loan={loan} onClose={() => setSettling(false)} />}
      {taking && <TakeBackDialog loan={loan} onClose={() => setTaking(false)} />}
    </li>
  );
}

function Answer({ loan }: { loan: Loan }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(loan.owner);
  const say = useToast();
  const decide = useDecideLoan();
  const send = (agree: boolean) =>
    decide.mutate({ id: loan.id, agree }, { onError: (e) => say(thingsError(e, t, p, at)) });
  return (
    <div className="flex gap-3">
      <Button look="secondary" busy={decide.isPending} onClick={() => send(false)}>
        {p('action.decline')}
      </Button>
      <Button busy={decide.isPending} onClick={() => send(true)}>
        {p('action.approve')}
      </Button>
    </div>
  );
}

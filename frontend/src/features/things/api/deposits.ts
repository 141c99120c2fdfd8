/** Deposits of loans: put aside at the wallet, then known to lending, then settled with the loan. */
import { Principal } from '@dfinity/principal';
import { expectOk, type QikCard, QikCardError } from '@qikcard/client';
import type { LendingScan } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { loanOf } from './loans.ts';
import { useThingsChange } from './things.ts';

/** A fact needs a second or two from the wallet to lending; more when one of them is busy. */
const TRIES = 60;
const PAUSE_MS = 1_000;

export type PuttingAside = {
  resourceId: bigint;
  name: string;
  e8s: bigint;
  lender: Principal;
  /** The same one is never put aside twice. */
  requestId: Uint8Array;
};

/** What I have to put aside. */
export function useBalance(enabled: boolean) {
  const { qik, principal } = useSession();
  return useQuery({
    queryKey: ['things', 'balance', principal],
    enabled: enabled && principal !== undefined,
    queryFn: () => qik.wallet.icrc1_balance_of(accountOf(Principal.fromText(principal ?? ''))),
  });
}

/** What lies aside for this thing, and nothing was borrowed on it. */
export function useFreeDeposits(resourceId: bigint, enabled: boolean) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['things', 'free-deposits', String(resourceId), who],
    enabled: enabled && status === 'in',
    queryFn: () => qik.event.free_deposits(resourceId),
  });
}

/** Puts a deposit aside and comes back when something can be borrowed on it. */
export async function putAside({ wallet, event }: QikCard, what: PuttingAside): Promise<void> {
  const { resourceId, name, e8s, lender, requestId } = what;
  const { id } = expectOk(
    await wallet.open_escrow({
      request_id: requestId,
      amount: e8s,
      until_ns: 0n,
      purpose: { Deposit: { lender, reference: name.slice(0, 64) } },
      resource_id: [resourceId],
    }),
  );
  for (let i = 0; i < TRIES; i++) {
    if ((await event.free_deposits(resourceId)).some((each) => each.id === id)) return;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  const sentence =
    'The deposit lies aside; lending has not heard of it yet. Try again in a minute.';
  throw new QikCardError('unreachable', 'DepositOnItsWay', sentence);
}

export function usePutAside() {
  const { qik } = useSession();
  return useThingsChange((what: PuttingAside) => putAside(qik, what));
}

/** Puts the deposit aside where one is missing, then borrows. */
export function useConfirmBorrow() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useThingsChange(
    async ({ scan, deposit }: { scan: LendingScan; deposit: PuttingAside | undefined }) => {
      if (deposit) await putAside(qik, deposit);
      // Whatever comes now: what was shown before is not how it is any more.
      if (deposit) await cache.invalidateQueries({ queryKey: ['lending-preview'] });
      return loanOf(await qik.event.check_out_resource(scan));
    },
  );
}

export function useWithdrawDeposit(resourceId: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (id: bigint) =>
    expectOk(await qik.event.withdraw_deposit(resourceId, id)),
  );
}

/** So much of it is the lender's, the rest goes back. */
export function useSettleDeposit(loanId: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (keptE8s: bigint) =>
    expectOk(await qik.event.settle_deposit(loanId, keptE8s)),
  );
}

/** Loans: confirming, lists, extending, taking back. */
import { expectOk, refused } from '@qikcard/client';
import {
  type Condition,
  fromOpt,
  type LendingScan,
  type LendingVerdict,
  type Loan,
  type LoanFilter,
  type LoanPage,
  type ResourceOwner,
  toOpt,
} from '@qikcard/contracts';
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { ownerText, useThingsChange } from './things.ts';

const PAGE = 30;
const rows = (data: InfiniteData<LoanPage>): Loan[] => data.pages.flatMap(({ loans }) => loans);

export type FilterName = 'Open' | 'Overdue' | 'Requested' | 'All' | 'Deposits';

/** My loans, newest first: those that are out, or all that there ever were. */
export function useMyLoans(openOnly: boolean) {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['things', 'my-loans', openOnly, who],
    enabled: status === 'in',
    initialPageParam: undefined as bigint | undefined,
    queryFn: ({ pageParam }) => qik.event.my_loans(toOpt(pageParam), PAGE, openOnly),
    getNextPageParam: (page) => fromOpt(page.next),
    select: rows,
  });
}

/** What is out of an owner's things, what is overdue, what waits for an answer. */
export function useOwnerLoans(owner: ResourceOwner, filter: FilterName) {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['things', 'owner-loans', ownerText(owner), filter, who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { [filter]: null } as LoanFilter;
      return expectOk(await qik.event.loans_of_owner(toOpt(pageParam), PAGE, owner, asked));
    },
    getNextPageParam: (page) => fromOpt(page.next),
    select: rows,
  });
}

export function useThingLoans(id: bigint) {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['things', 'thing-loans', String(id), who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) =>
      expectOk(await qik.event.loans_of_resource(id, toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: rows,
  });
}

/** The thing behind a label and a code that only this person can use, once per visit. */
export function useLabel(label: string) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['label', label, who],
    // Every answer holds a new code: asked once, until somebody asks again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async () => expectOk(await qik.event.resolve_label(label, [])),
  });
}

export type Doing = 'check_out' | 'check_in';

/** A scan with its own id: sending it again does no harm. */
export function newScan(change: Partial<LendingScan>): LendingScan {
  return {
    scan_id: crypto.getRandomValues(new Uint8Array(16)),
    payload: new Uint8Array(),
    resource_id: 0n,
    borrower: [],
    loan_id: [],
    reservation_id: [],
    count: 1,
    due_at_ns: [],
    method: { qr: null },
    condition: [],
    note: '',
    seen_version: [],
    accepts_terms: true,
    offline: [],
    ...change,
  };
}

/** The loan of an answer that is none of the refusals. */
export function loanOf(verdict: LendingVerdict): Loan {
  if ('Refused' in verdict) throw refused(verdict.Refused);
  return Object.values(verdict)[0];
}

/** What would be answered now; nothing happens. */
export function useScanPreview(doing: Doing, scan: LendingScan, enabled = true) {
  const { qik, who } = useSession();
  const due = scan.due_at_ns[0];
  return useQuery({
    queryKey: ['lending-preview', doing, String(scan.resource_id), scan.count, String(due), who],
    enabled,
    retry: false,
    gcTime: 0,
    queryFn: async () =>
      loanOf(
        doing === 'check_out'
          ? await qik.event.preview_check_out(scan)
          : await qik.event.preview_check_in(scan),
      ),
  });
}

/** Borrows or brings back. */
export function useConfirmScan(doing: Doing) {
  const { qik } = useSession();
  return useThingsChange(async (scan: LendingScan) =>
    loanOf(
      doing === 'check_out'
        ? await qik.event.check_out_resource(scan)
        : await qik.event.check_in_resource(scan),
    ),
  );
}

export function useExtendLoan(loan: Loan) {
  const { qik } = useSession();
  return useThingsChange(async (dueAtNs: bigint) =>
    expectOk(await qik.event.extend_loan({ loan_id: loan.id, due_at_ns: dueAtNs })),
  );
}

export function useDecideLoan() {
  const { qik } = useSession();
  return useThingsChange(async ({ id, agree }: { id: bigint; agree: boolean }) =>
    expectOk(await qik.event.decide_loan(id, agree)),
  );
}

/** The borrower says in what condition the thing was handed over. */
export function useAcceptHandover(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async ({ condition, note }: { condition: Condition; note: string }) =>
    expectOk(await qik.event.accept_handover(id, condition, note)),
  );
}

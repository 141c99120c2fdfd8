import { expectOk } from '@qikcard/client';
import {
  fromOpt,
  type Transfer,
  type TransferPage,
  type TransferRequest,
  toOpt,
} from '@qikcard/contracts';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 30;
const LOOK_EVERY_MS = 30_000;
const flat = ({ pages }: InfiniteData<TransferPage>) => pages.flatMap(({ transfers }) => transfers);

/** Transfers that this person gives or receives, newest first; asked again while they are seen. */
export function useMyTransfers() {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['transfers', 'own', who],
    refetchInterval: LOOK_EVERY_MS,
    initialPageParam: undefined as bigint | undefined,
    queryFn: ({ pageParam }) => qik.auth.my_transfers(toOpt(pageParam), PAGE),
    getNextPageParam: (page) => fromOpt(page.next),
    select: flat,
  });
}

/** Everybody's transfers, newest first, for admins. */
export function useAllTransfers() {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['transfers', 'all', who],
    refetchInterval: LOOK_EVERY_MS,
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) =>
      expectOk(await qik.auth.list_transfers(toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: flat,
  });
}

function useTransferChange<Input>(change: (input: Input) => Promise<Transfer>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(
        ['transfers', 'me', 'grants', 'security-events'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

export function useRequestTransfer() {
  const { qik } = useSession();
  return useTransferChange(async (request: TransferRequest) =>
    expectOk(await qik.auth.request_transfer(request)),
  );
}

export type TransferDeed = 'accept' | 'cancel' | 'approve';

/** Accepts, calls off or approves a transfer. */
export function useTransferDeed() {
  const { qik } = useSession();
  return useTransferChange(async ({ deed, number }: { deed: TransferDeed; number: bigint }) => {
    if (deed === 'cancel') return expectOk(await qik.auth.cancel_transfer(number));
    if (deed === 'approve') return expectOk(await qik.auth.approve_transfer(number));
    // One call moves so many roles that most people need one only.
    for (;;) {
      const transfer = expectOk(await qik.auth.complete_transfer(number));
      if (!('Waiting' in transfer.status)) return transfer;
    }
  });
}

export type Stage = 'NeedsApproval' | 'Waiting' | 'Ready' | 'Completed' | 'Cancelled' | 'Lapsed';

/** Where a transfer stands at this moment. */
export function stageOf({ status }: Pick<Transfer, 'status'>, nowNs: bigint): Stage {
  if ('Waiting' in status) return nowNs >= status.Waiting.ready_at_ns ? 'Ready' : 'Waiting';
  return Object.keys(status)[0] as Exclude<Stage, 'Ready'>;
}

/** Whether anything can still become of it. */
export const isOpen = ({ status }: Pick<Transfer, 'status'>): boolean =>
  'NeedsApproval' in status || 'Waiting' in status;

import { expectOk } from '@qikcard/client';
import { type Dispute, fromOpt, type OwnScan } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

export type ClaimName = 'NotMe' | 'RefusedWrongly';
const keyOf = (registrationId: bigint | undefined, who: string) =>
  ['my-disputes', String(registrationId), who] as const;

/** What I have disputed of this scan; undefined when nothing, or before it is known. */
export function useDispute(scan: OwnScan): Dispute | undefined {
  const { qik, who, status } = useSession();
  const id = fromOpt(scan.registration_id);
  const disputes = useQuery({
    queryKey: keyOf(id, who),
    enabled: status === 'in' && id !== undefined,
    queryFn: async () => expectOk(await qik.event.my_disputes(id ?? 0n)),
  });
  return disputes.data?.find(({ at_ns }) => at_ns === scan.at_ns);
}

/** Puts a dispute before the organizers of the event; safe to repeat. */
export function useRaiseDispute(scan: OwnScan) {
  const { qik, who } = useSession();
  const queries = useQueryClient();
  const id = fromOpt(scan.registration_id) ?? 0n;
  return useMutation({
    mutationFn: async ({ claim, note }: { claim: ClaimName; note: string }) =>
      expectOk(
        await qik.event.dispute_scan({
          ...{ registration_id: id, at_ns: scan.at_ns, gate: scan.gate, note },
          claim: { [claim]: null } as Dispute['claim'],
          reason: fromOpt(scan.refused) ?? '',
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf(id, who) }),
  });
}

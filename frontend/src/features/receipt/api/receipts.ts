import { expectOk } from '@qikcard/client';
import { checkedAdmission } from '@qikcard/client/roster';
import { type Admission, fromOpt, type Registration } from '@qikcard/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { rootKeyBytes } from '../../../lib/root-key.ts';
import { trustOf } from '../../../lib/trust.ts';
import { useSession } from '../../session/api/session.tsx';

const LOOK_EVERY_MS = 2_000;

/** The proof of the latest entry of this registration; asked for until the network has sealed it. */
export function useReceipt(registration: Registration) {
  const { qik, who } = useSession();
  const atNs = fromOpt(registration.checked_in_at_ns);
  return useQuery({
    queryKey: ['receipt', String(registration.id), String(atNs), who],
    enabled: atNs !== undefined,
    refetchInterval: ({ state }) => (state.data ? false : LOOK_EVERY_MS),
    queryFn: async (): Promise<Admission | null> => {
      const asked = qik.event.admission_receipt(registration.id, atNs ?? 0n);
      return fromOpt(expectOk(await asked)) ?? null;
    },
  });
}

/** Checks a proof in this browser against the key of the network; asks nobody. */
export function useCheck() {
  const { network } = useSession();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (admission: Admission) =>
      checkedAdmission(admission, trustOf(network, admission.event_id, rootKeyBytes(network))),
  });
}

import type { CanisterName } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const LOOK_EVERY_MS = 30_000;

/** What one canister says of itself. */
export function useCanister(name: CanisterName) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['canister', name, who],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => {
      const canister = qik[name];
      const [version, health, capabilities, outbox] = await Promise.all([
        canister.version(),
        canister.health(),
        canister.capabilities(),
        canister.outbox_status(),
      ]);
      return { version, health, capabilities, outbox };
    },
  });
}

/** How many entries the audit trail of a canister has. */
export function useAuditTip(name: CanisterName) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['audit-tip', name, who],
    queryFn: () => qik[name].audit_tip(),
  });
}

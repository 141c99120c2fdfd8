import { expectOk } from '@qikcard/client';
import type { CanisterName } from '@qikcard/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
import { verifyChain } from './audit-chain.ts';

/** Verifies the audit trail of one canister in this browser, with progress. */
export function useVerify(name: CanisterName) {
  const { qik } = useSession();
  const [progress, setProgress] = useState({ checked: 0n, length: 0n });
  const verify = useMutation({
    mutationKey: ['verify', name],
    mutationFn: () =>
      verifyChain(
        {
          tip: () => qik[name].audit_tip(),
          page: async (start, limit) => expectOk(await qik[name].audit_page(start, limit)),
        },
        (checked, length) => setProgress({ checked, length }),
      ),
  });
  return { verify, progress };
}

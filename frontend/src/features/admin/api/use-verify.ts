import { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import { certifiedValue } from '@qikcard/client/certified';
import { type CanisterName, type CertifiedTip, fromOpt } from '@qikcard/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rootKeyBytes } from '../../../lib/root-key.ts';
import { useSession } from '../../session/api/session.tsx';
import { type ProvenTip, verifyChain } from './audit-chain.ts';

/** Verifies the audit trail of one canister in this browser, with progress. */
export function useVerify(name: CanisterName) {
  const { qik, network } = useSession();
  const [progress, setProgress] = useState({ checked: 0n, length: 0n });
  const verify = useMutation({
    mutationKey: ['verify', name],
    mutationFn: () =>
      verifyChain(
        {
          tip: async () => {
            const tip = fromOpt(await qik[name].audit_certificate());
            const id = Principal.fromText(network.canisters[name]);
            return tip && proveTip(tip, id, rootKeyBytes(network));
          },
          page: async (start, limit) => expectOk(await qik[name].audit_page(start, limit)),
        },
        (checked, length) => setProgress({ checked, length }),
      ),
  });
  return { verify, progress };
}

/** Proves that the subnet signed the tip: from the root key to the certificate to the hash. */
export async function proveTip(
  tip: CertifiedTip,
  canisterId: Principal,
  rootKey: Uint8Array,
): Promise<ProvenTip> {
  try {
    const trust = { canisterId, rootKey, anyAge: true };
    const { value, certifiedAt } = await certifiedValue(tip, ['audit_tip'], trust);
    if (value === undefined) return { problem: 'audit_tip' };
    return { length: tip.length, hash: value, certifiedAt };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

import { expectOk } from '@qikcard/client';
import { challengeCode, GATE_SECRET_BYTES, gateNonce } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useStep } from '../../pass/api/rotating-code.ts';
import { useSession } from '../../session/api/session.tsx';

const RETRY_MS = 3_000;
export type GateCode = { text: string; step: number };

/** Makes this device a gate that asks, and gives the code of the moment. */
export function useGateCode(eventId: bigint) {
  const { qik, who } = useSession();
  const [secret] = useState(() => crypto.getRandomValues(new Uint8Array(GATE_SECRET_BYTES)));
  const opened = useQuery({
    queryKey: ['gate-challenge', String(eventId), who, secret.join()],
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data === undefined ? RETRY_MS : false),
    queryFn: async () => expectOk(await qik.event.open_gate_challenge(eventId, secret)),
  });
  const step = useStep(true);
  const nonce = opened.isSuccess ? gateNonce(secret, step) : undefined;
  const code: GateCode | undefined = nonce && {
    text: challengeCode({ eventId, step, nonce }),
    step,
  };
  return { code, error: opened.error };
}

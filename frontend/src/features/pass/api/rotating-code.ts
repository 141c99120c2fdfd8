import { expectOk } from '@qikcard/client';
import {
  doorCode,
  fromOpt,
  PASS_STEP_SECONDS,
  passMessage,
  passPayload,
  passStepAt,
  type Registration,
  tokenPassPayload,
} from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
import { type PhoneKey, phoneKey, rememberBound } from './phone-key.ts';
import type { DoorCode } from './token.ts';

/** `here`: this phone signs. `elsewhere`: another one does. `plain`: this browser cannot sign. */
export type Holding =
  | { at: 'here'; key: PhoneKey }
  | { at: 'elsewhere'; key: PhoneKey }
  | { at: 'plain' };

const holdingKey = (id: bigint, who: string) => ['holding', String(id), who];

/** Whether this phone signs for the registration; the first one to show the pass does. */
export function useHolding(registration: Registration) {
  const { qik, who } = useSession();
  const { id } = registration;
  return useQuery({
    queryKey: holdingKey(id, who),
    staleTime: 60_000,
    networkMode: 'always',
    queryFn: async (): Promise<Holding> => {
      const key = await phoneKey(who, id);
      if (key === undefined) return { at: 'plain' };
      if (!navigator.onLine && key.isBound) return { at: 'here', key };
      const bound = fromOpt(expectOk(await qik.event.holder_key(id)));
      if (bound === undefined) {
        const request = { registration_id: id, public_key: key.publicKey };
        expectOk(await qik.event.bind_holder_key(request));
      }
      const isHere = bound === undefined || sameBytes(bound.public_key, key.publicKey);
      await rememberBound(who, id, isHere);
      return { at: isHere ? 'here' : 'elsewhere', key };
    },
  });
}

/** Makes this phone the one that signs; the other one's codes end. */
export function useMoveHere(registration: Registration) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (key: PhoneKey) => {
      const request = { registration_id: registration.id, public_key: key.publicKey };
      expectOk(await qik.event.bind_holder_key(request));
      await rememberBound(who, registration.id, true);
    },
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: holdingKey(registration.id, who) }),
        cache.invalidateQueries({ queryKey: ['code', String(registration.id)] }),
      ]),
  });
}

export type RotatingCode = { text: string; step: number };

/** A new code every 15 seconds: around the token while there is one, of the phone alone otherwise. */
export function useRotatingCode(
  registration: Registration,
  key: PhoneKey | undefined,
  token: DoorCode | undefined,
): RotatingCode | undefined {
  const [code, setCode] = useState<RotatingCode>();
  const step = useStep(key !== undefined);
  useEffect(() => {
    if (key === undefined) return;
    let isStopped = false;
    const { id, event_id: eventId } = registration;
    const bytes = token && token.expiresAtMs > Date.now() ? token.token : undefined;
    const show = async () => {
      const signature = await key.sign(passMessage(eventId, id, step, bytes));
      const payload = bytes
        ? tokenPassPayload(bytes, step, signature)
        : passPayload({ registrationId: id, step, signature });
      if (!isStopped) setCode({ text: doorCode(payload), step });
    };
    void show();
    return () => {
      isStopped = true;
    };
  }, [registration, key, token, step]);
  return key && code;
}

const stepNow = () => passStepAt(BigInt(Date.now()) * 1_000_000n);

/** The step of this moment; renders again when it changes. */
export function useStep(isRunning: boolean): number {
  const [step, setStep] = useState(stepNow);
  useEffect(() => {
    if (!isRunning) return;
    setStep(stepNow());
    const timer = setInterval(() => setStep(stepNow()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return step;
}

/** Seconds until the code turns over. */
export const secondsLeft = (step: number, nowMs: number): number =>
  (step + 1) * PASS_STEP_SECONDS - nowMs / 1000;

const sameBytes = (a: Uint8Array | number[], b: Uint8Array): boolean =>
  a.length === b.length && b.every((byte, i) => byte === a[i]);

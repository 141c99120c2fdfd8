import { expectOk } from '@qikcard/client';
import { doorCode, type Registration } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { toMs } from '../../../lib/time.ts';
import { useSession } from '../../session/api/session.tsx';

export type Purpose = 'check_in' | 'check_out';
export type DoorCode = {
  text: string;
  token: Uint8Array;
  expiresAtMs: number;
  issuedAtMs: number;
};

/** A new code is asked for this long before the old one ends, so that none ever ends in a queue. */
const RENEW_BEFORE_MS = 45_000;
const RETRY_MS = 5_000;

/**
 * The code to show at a door. Each issue withdraws the one before, so nothing but time renews it:
 * not the focus of the window, not a second visit to the page.
 */
export function useDoorCode(registration: Registration, purpose: Purpose) {
  const { qik, who } = useSession();
  return useQuery({
    // A passage uses its code up: the next one needs a new code, not the remembered one.
    queryKey: ['code', String(registration.id), purpose, passagesOf(registration), who],
    staleTime: ({ state }) => untilRenewal(state.data),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) =>
      state.data ? Math.max(RETRY_MS, untilRenewal(state.data)) : RETRY_MS,
    queryFn: async (): Promise<DoorCode> => {
      const issued = expectOk(
        await qik.event.issue_token({
          registration_id: registration.id,
          purpose: purpose === 'check_in' ? { check_in: null } : { check_out: null },
        }),
      );
      const token = Uint8Array.from(issued.token);
      return {
        text: doorCode(token),
        token,
        expiresAtMs: toMs(issued.expires_at_ns),
        issuedAtMs: Date.now(),
      };
    },
  });
}

function untilRenewal(code: DoorCode | undefined): number {
  return code ? Math.max(0, code.expiresAtMs - RENEW_BEFORE_MS - Date.now()) : 0;
}

/** Changes with every passage of this guest. */
export function passagesOf({ checked_in_at_ns, checked_out_at_ns }: Registration): string {
  return `${checked_in_at_ns}/${checked_out_at_ns}`;
}

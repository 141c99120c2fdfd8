import { expectOk } from '@qikcard/client';
import { USERNAME_MAX_CHARS, USERNAME_MIN_CHARS } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';

const ALLOWED = /^[a-z0-9][a-z0-9_-]*[a-z0-9]$/;

/** Whether a name could be a username; the canister decides again, and knows what is reserved. */
export function isUsername(name: string): boolean {
  return (
    name.length >= USERNAME_MIN_CHARS &&
    name.length <= USERNAME_MAX_CHARS &&
    ALLOWED.test(name) &&
    name.replace(/[_-]/g, '').length >= USERNAME_MIN_CHARS
  );
}

/** A value once it has stood still, so that typing does not ask for every letter. */
export function useSettled<T>(value: T, afterMs = 350): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}

export type Availability = 'unknown' | 'checking' | 'free' | 'taken';

/** Whether somebody has this name; names that only look alike are found out when it is taken. */
export function useAvailability(name: string, wanted: boolean): Availability {
  const { qik, who } = useSession();
  const settled = useSettled(name);
  const enabled = wanted && settled === name;
  const { data } = useQuery({
    queryKey: ['username', settled, who],
    enabled,
    queryFn: async (): Promise<Availability> => {
      const answer = await qik.profile.get_profile_by_username(settled);
      if ('Err' in answer && 'UnknownPerson' in answer.Err) return 'free';
      expectOk(answer);
      return 'taken';
    },
  });
  if (!wanted) return 'unknown';
  return enabled ? (data ?? 'checking') : 'checking';
}

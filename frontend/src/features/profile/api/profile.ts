import { Principal } from '@dfinity/principal';
import { expectOk, QikCardError } from '@qikcard/client';
import { type ProfileEdit, USERNAME_MAX_CHARS } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';

export const ownProfileKey = (who: string) => ['my-profile', who] as const;

const LOOK_EVERY_MS = 60_000;
const ARRIVAL_TRIES = 20;

/**
 * My own profile, with what only I may know. Queries cost nothing, so it is asked again every minute
 * while the page is seen: for the number of unread notifications.
 */
export function useOwnProfile() {
  const { qik, who, status } = useSession();
  const me = useMe();
  return useQuery({
    queryKey: ownProfileKey(who),
    enabled: status === 'in' && me.data?.user !== undefined,
    staleTime: 30_000,
    refetchInterval: LOOK_EVERY_MS,
    // The registration reaches the profile canister some seconds after auth.
    retry: (failures, error) =>
      error instanceof QikCardError &&
      (error.code === 'NotRegistered'
        ? failures < ARRIVAL_TRIES
        : error.kind === 'unreachable' && failures < 2),
    retryDelay: 1_000,
    queryFn: async () => expectOk(await qik.profile.my_profile()),
  });
}

/** A person by username or, where there is none, by principal: what /u/… names. */
export function usePerson(name: string) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['person', name, who],
    enabled: status !== 'starting' && name !== '',
    queryFn: async () => {
      const principal = readPrincipal(name);
      return expectOk(
        principal
          ? await qik.profile.get_profile(principal)
          : await qik.profile.get_profile_by_username(name.toLowerCase()),
      );
    },
  });
}

function readPrincipal(name: string): Principal | undefined {
  if (name.length <= USERNAME_MAX_CHARS) return undefined;
  try {
    return Principal.fromText(name);
  } catch {
    return undefined;
  }
}

/** Every deed behind somebody's points. */
export function useReputation(person: Principal) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['reputation', person.toText(), who],
    queryFn: async () => expectOk(await qik.profile.reputation(person)),
  });
}

/** After a change of my own profile, every view of it is asked for again. */
function useRenewal() {
  const { who } = useSession();
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ownProfileKey(who) }),
      cache.invalidateQueries({ queryKey: ['person'] }),
    ]);
}

export function useUpdateProfile() {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async (edit: ProfileEdit) => expectOk(await qik.profile.update_profile(edit)),
    onSuccess: useRenewal(),
  });
}

export function useSetUsername() {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async (name: string) => expectOk(await qik.profile.set_username(name)),
    onSuccess: useRenewal(),
  });
}

/** Stores a picture, or removes it when there is none. */
export function useSetAvatar() {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async (image: Uint8Array | undefined) =>
      image
        ? expectOk(await qik.profile.set_avatar(image))
        : expectOk(await qik.profile.remove_avatar()),
    onSuccess: useRenewal(),
  });
}

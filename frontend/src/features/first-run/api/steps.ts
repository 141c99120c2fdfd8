import { expectOk, QikCardError } from '@qikcard/client';
import { type FirstRunStep, fromOpt, type OwnProfile } from '@qikcard/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ownProfileKey } from '../../profile/api/profile.ts';
import { type Session, useSession } from '../../session/api/session.tsx';

const ARRIVAL_TRIES = 30;
const ARRIVAL_PAUSE_MS = 700;

/** Stores a step; the next one follows from what comes back. */
export function useAdvance() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (step: FirstRunStep) => expectOk(await qik.profile.advance_first_run(step)),
    onSuccess: (own) => cache.setQueryData(ownProfileKey(who), own),
  });
}

/** Whether it is the username that was refused; the account itself is there then. */
export const isUsernameProblem = (error: unknown): boolean =>
  error instanceof QikCardError && error.code.startsWith('Username');

type Names = { displayName: string; username: string };

/** Registers, waits until the profile canister has heard of it, and takes the username, if any. */
export function useTakeNames() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ displayName, username }: Names): Promise<OwnProfile> => {
      const known = fromOpt((await qik.auth.me()).user);
      if (known?.display_name !== displayName) {
        expectOk(await qik.auth.register({ display_name: displayName }));
      }
      const own = await arrival(qik);
      if (username !== '' && own.profile.username[0] !== username) {
        expectOk(await qik.profile.set_username(username));
      }
      return expectOk(await qik.profile.advance_first_run({ Named: null }));
    },
    onSuccess: async (own) => {
      cache.setQueryData(ownProfileKey(who), own);
      await cache.invalidateQueries({ queryKey: ['me', who] });
    },
  });
}

/** The own profile, once the fact of the registration has arrived: seconds as a rule. */
async function arrival(qik: Session['qik']): Promise<OwnProfile> {
  for (let tries = 1; ; tries++) {
    try {
      return expectOk(await qik.profile.my_profile());
    } catch (error) {
      if (!isOnItsWay(error) || tries === ARRIVAL_TRIES) throw error;
      await new Promise((done) => setTimeout(done, ARRIVAL_PAUSE_MS));
    }
  }
}

const isOnItsWay = (error: unknown): boolean =>
  error instanceof QikCardError && error.code === 'NotRegistered';

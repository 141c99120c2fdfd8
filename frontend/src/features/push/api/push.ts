import { expectOk } from '@qikcard/client';
import { fromOpt } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRuntime } from '../../../config/runtime-context.ts';
import { useSession } from '../../session/api/session.tsx';
import { describeDevice } from '../../sessions/api/device-info.ts';
import {
  askPermission,
  currentSubscription,
  dropSubscription,
  isDenied,
  isSupported,
  subscribe,
  subscriptionOf,
} from './browser.ts';

/** What can be said about this browser; `notOffered` when the deployment has no key for pushes. */
export type PushState = 'notOffered' | 'unsupported' | 'denied' | 'off' | 'on';
export type PushDevice = { endpoint: string; name: string | undefined; isHere: boolean };

const pushKeyOf = (who: string) => ['push', who] as const;

/** Where this person's news are pushed to, and whether this browser is among it. */
export function usePush() {
  const { pushKey } = useRuntime();
  const { qik, who } = useSession();
  return useQuery({
    queryKey: pushKeyOf(who),
    // The permission changes outside of this page.
    refetchOnWindowFocus: 'always',
    queryFn: async (): Promise<{ state: PushState; devices: PushDevice[] }> => {
      const here = await currentSubscription();
      const devices = expectOk(await qik.profile.my_push_subscriptions())
        .map(({ endpoint, name }) => ({
          endpoint,
          name: fromOpt(name),
          isHere: endpoint === here?.endpoint,
        }))
        .sort((a, b) => Number(b.isHere) - Number(a.isHere));
      const isOn = devices.some(({ isHere }) => isHere);
      if (!pushKey) return { state: 'notOffered', devices };
      if (!isSupported()) return { state: 'unsupported', devices };
      if (isDenied()) return { state: 'denied', devices };
      return { state: isOn ? 'on' : 'off', devices };
    },
  });
}

/** Asks for the permission, subscribes this browser and keeps that in the profile. */
export function useTurnOn() {
  const { pushKey = '' } = useRuntime();
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<void> => {
      if (!(await askPermission())) return;
      const subscription = await subscribe(pushKey);
      const { name } = describeDevice(navigator.userAgent);
      try {
        expectOk(await qik.profile.add_push_subscription(subscriptionOf(subscription, name)));
      } catch (error) {
        // What the profile does not know of is never pushed to.
        await subscription.unsubscribe();
        throw error;
      }
    },
    onSettled: () => cache.invalidateQueries({ queryKey: pushKeyOf(who) }),
  });
}

/** Ends the pushes to one browser. */
export function useTurnOff() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ endpoint, isHere }: PushDevice) => {
      expectOk(await qik.profile.remove_push_subscription(endpoint));
      if (isHere) await dropSubscription();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: pushKeyOf(who) }),
  });
}

import { CONSENT_VERSION, fromOpt, type OwnProfile } from '@qikcard/contracts';
import { useRef } from 'react';
import { useOwnProfile } from '../../profile/api/profile.ts';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';

/** The step of the first run that is next. */
export type Stage = 'name' | 'consent' | 'notifications';

/** What is left of the first run for an account, or undefined when nothing is. */
export function stageOf({ profile, first_run }: OwnProfile): Stage | undefined {
  const agreed = (fromOpt(first_run.consent)?.version ?? 0) >= CONSENT_VERSION;
  if (first_run.finished) return agreed ? undefined : 'consent';
  if (!first_run.named && profile.username.length === 0) return 'name';
  return agreed ? 'notifications' : 'consent';
}

/**
 * The step this person is to take now. Decided when they arrive: whoever erases their data is asked
 * again at the next visit, not in the middle of this one.
 */
export function useStage(): Stage | undefined {
  const { status, who } = useSession();
  const me = useMe();
  const profile = useOwnProfile();
  const throughAs = useRef<string>(undefined);
  if (status !== 'in' || !me.isSuccess) return undefined;
  if (!me.data.user) return 'name';
  if (!profile.data || throughAs.current === who) return undefined;
  const stage = stageOf(profile.data);
  if (stage === undefined) throughAs.current = who;
  return stage;
}

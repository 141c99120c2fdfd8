import { useTitle } from '../../../lib/title.ts';
import { useOwnProfile } from '../../profile/api/profile.ts';
import type { Stage } from '../api/stage.ts';
import { useFirstRunText } from '../api/text.ts';
import { ConsentStep } from './consent-step.tsx';
import { NameStep } from './name-step.tsx';
import { NotificationStep } from './notification-step.tsx';

const stages: readonly Stage[] = ['name', 'consent', 'notifications'];

/** The first minute: who you are, what is kept, what reaches you. Goes on where it was left. */
export function FirstRun({ stage }: { stage: Stage }) {
  const f = useFirstRunText();
  const own = useOwnProfile();
  useTitle(f(`${stage}.title`));
  const step = stages.indexOf(stage) + 1;
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-lg flex-col gap-8 px-5 pt-8 pb-10 md:justify-center">
      <div className="flex items-center justify-between gap-6">
        <img src="/icon.svg" alt="" width={32} height={32} />
        <div className="flex items-center gap-3">
          <span className="text-muted text-sm">{f('step', { step, steps: stages.length })}</span>
          <span aria-hidden className="flex gap-1.5">
            {stages.map((each, index) => (
              <span
                key={each}
                className={`h-1.5 w-7 rounded-full ${index < step ? 'bg-accent' : 'bg-line-strong'}`}
              />
            ))}
          </span>
        </div>
      </div>
      {stage === 'name' && <NameStep />}
      {stage === 'consent' && <ConsentStep />}
      {stage === 'notifications' && own.data && <NotificationStep />}
    </div>
  );
}

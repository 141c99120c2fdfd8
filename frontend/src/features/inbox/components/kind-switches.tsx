import { type NotificationPreferences, notificationKinds } from '@qikcard/contracts';
import { Switch } from '../../../components/ui/switch.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { has, useSetPreference } from '../api/inbox.ts';

const aboutPeople = [
  'ConnectionRequested',
  'ConnectionAccepted',
  'Endorsed',
  'AchievementReceived',
] as const;
const isAboutPeople = (name: string) => aboutPeople.some((each) => each === name);
const isAboutThings = (name: string) => /^(Loan|Damage|Reservation)/.test(name);
const isAboutEvents = (name: string) => !isAboutPeople(name) && !isAboutThings(name);
const groups = [
  { title: 'inbox.groupEvents', kinds: notificationKinds.filter(isAboutEvents) },
  { title: 'inbox.groupThings', kinds: notificationKinds.filter(isAboutThings) },
  { title: 'inbox.groupPeople', kinds: aboutPeople },
] as const;

/** A switch for each kind of news, by what they are about; each has effect at once. */
export function KindSwitches({ wanted }: { wanted: NotificationPreferences['inbox'] }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const change = useSetPreference();
  return groups.map(({ title, kinds }) => (
    <fieldset key={title} className="flex flex-col gap-3">
      <legend className="mb-1 pt-2 font-semibold text-sm">{p(title)}</legend>
      {kinds.map((name) => (
        <Switch
          key={name}
          label={p(`kind.${name}`)}
          checked={has(wanted, name)}
          disabled={change.isPending}
          onChange={(on) =>
            change.mutate(
              { name, on },
              { onError: (error) => say(areaErrorText(error, t, p), 'problem') },
            )
          }
        />
      ))}
    </fieldset>
  ));
}

import type { Principal } from '@dfinity/principal';
import { useThingsText } from '../../../locales/things.ts';
import { usePerson } from '../../profile/api/profile.ts';

/** Who it is: the name at the event, otherwise the username, otherwise how they are signed in. */
export function usePersonText(principal: Principal | undefined, eventName: string): string {
  const p = useThingsText();
  const text = principal?.toText() ?? '';
  const person = usePerson(eventName ? '' : text).data;
  const username = person?.username[0];
  if (eventName) return eventName;
  return username ? `@${username}` : p('desk.unknownPerson', { id: `${text.slice(0, 5)}…` });
}

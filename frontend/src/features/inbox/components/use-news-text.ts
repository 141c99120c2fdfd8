import { fromOpt, type Notification } from '@qikcard/contracts';
import { localZone } from '../../../lib/local-zone.ts';
import { useNow } from '../../../lib/now.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { useEvent } from '../../events/api/events.ts';
import { personName } from '../../profile/components/person-name.ts';
import { useThingName } from '../api/thing-name.ts';

/** The sentence of a notification. Names come from where they are kept; none is stored with it. */
export function useNewsText(
  notification: Notification,
  kind: string,
  person: Parameters<typeof personName>[0] | undefined,
): string {
  const t = useText();
  const p = usePeopleText();
  const event = useEvent(fromOpt(notification.event_id)).data;
  const thing = useThingName(fromOpt(notification.resource_id));
  const amount = fromOpt(notification.amount_e8s);
  const now = useNow(30_000);
  const untilNs = fromOpt(notification.until_ns);
  const over = kind === 'PlaceOffered' && untilNs !== undefined && untilNs <= toNs(now);
  const variant = over ? 'over' : notification.detail;
  const key = [`inbox.${kind}.${variant}`, `inbox.${kind}`].find(p.has);
  if (key === undefined || !p.has(key)) return p('inbox.other');
  const zone = event?.time_zone ?? localZone();
  return p(key, {
    name: person ? personName(person) : p('inbox.somebody'),
    detail: notification.detail,
    event: event ? p('inbox.event', { name: event.name }) : p('inbox.someEvent'),
    thing: thing ? p('inbox.thing', { name: thing }) : p('inbox.someThing'),
    amount: amount === undefined ? '' : qikAmount(amount, t.locale),
    until: untilNs === undefined ? '' : dateTime(untilNs, { locale: t.locale, zone }),
  });
}

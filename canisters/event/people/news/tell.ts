/** News for one person about their way to an event: told to their profile, which keeps the inbox. */
import { type EventNews, facts } from '@qikcard/contracts';
import { tellProfile } from '../../platform.ts';

type News = Pick<EventNews, 'eventId' | 'holder' | 'kind'> & Partial<EventNews>;

/** Tells the profile of a holder what became of their way to the event. */
export function tell(news: News): void {
  tellProfile(facts.eventNews, { untilNs: undefined, detail: '', ...news });
}

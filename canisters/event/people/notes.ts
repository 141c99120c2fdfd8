/** Notes and answers of all guests, page by page, for the export of those who run the event. */
import type { Call } from '@qikcard/canister-kit';
import {
  ATTENDEES_PAGE_MAX,
  type AttendeesQuestion,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type GuestNotesPage,
  type Infer,
  ok,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { staffsEvent } from '../events.ts';
import { served } from '../serve.ts';
import { attendanceOrder, doors } from '../store.ts';
import { guestCards } from './store.ts';

export class Notes {
  @served(eventApi.guest_cards)
  guest_cards(
    call: Call,
    { event_id: id, cursor, limit }: Infer<typeof AttendeesQuestion>,
  ): Result<Infer<typeof GuestNotesPage>, EventRefusal> {
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const from = fromOpt(cursor);
    const after = from === undefined ? {} : { after: [id, from] as [bigint, bigint] };
    const size = Math.max(1, Math.min(limit, ATTENDEES_PAGE_MAX));
    const keys = attendanceOrder.scan({ prefix: [id], limit: size + 1, ...after });
    const ids = keys.slice(0, size).map(([, each]) => each);
    const cards = ids.flatMap((each) => {
      const card = guestCards.get(each);
      return card ? [{ registration_id: each, ...card }] : [];
    });
    return ok({ cards, next: toOpt(keys.length > size ? ids.at(-1) : undefined) });
  }
}

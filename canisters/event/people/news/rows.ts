/** What is stored about news on their way to everybody of an event, byte for byte. */
import { binary } from '@qikcard/contracts';

const { oneOf, struct, u8, u64, versioned } = binary;

/** By position: only ever append. */
export const announced = [
  'EventChanged',
  'EventCancelled',
  'EventReminder',
  'EventRenamed',
] as const;

const announcement = struct({
  detail: oneOf('', 'time', 'place', 'both'),
  /** Who came later knows already. */
  atNs: u64,
  dueAtNs: u64,
  /** Which list of people it goes through, and whom it has told last. */
  list: u8,
  after: u64,
});
/** Events that start before it have been reminded of, or came too late for that. */
const horizon = struct({ startsAtNs: u64, eventId: u64 });

export type Announcement = binary.ValueOf<typeof announcement>;

export const codecs = {
  announcement: versioned(1, announcement),
  horizon: versioned(1, horizon),
};

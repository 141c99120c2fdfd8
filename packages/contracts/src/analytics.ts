/** The analytics canister: counts from facts; it knows no names. */
import { type Infer, nat64, opt, query, record } from './candid.ts';
import { platformApi } from './platform.ts';

export const EventCounts = record({
  event_id: nat64,
  registered: nat64,
  checked_in: nat64,
  checked_out: nat64,
  refused: nat64,
  last_fact_at_ns: nat64,
});
export type EventCounts = Infer<typeof EventCounts>;

export const analyticsApi = {
  ...platformApi,
  event_counts: query([nat64], opt(EventCounts)),
};

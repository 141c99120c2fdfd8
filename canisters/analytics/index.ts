import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import { analyticsApi, type EventCounts } from '@qikcard/contracts';
import { viewOf } from './domain/counts.ts';
import { Platform } from './platform.ts';
import { eventCounts } from './store.ts';

class Analytics {
  @expose(analyticsApi.event_counts)
  event_counts(eventId: bigint) {
    return handleQuery('event_counts', anyone, (): [] | [EventCounts] => {
      const counts = eventCounts.get(eventId);
      return counts === undefined ? [] : [viewOf(eventId, counts)];
    });
  }
}

export default [Analytics, Platform];

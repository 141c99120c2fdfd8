import { definePlatform } from '@qikcard/canister-kit';
import { analyticsApi } from '@qikcard/contracts';
import { reactions } from './reactions.ts';

export const Platform = definePlatform({
  name: 'analytics',
  version: '0.1.0',
  schema: 1,
  api: analyticsApi,
  reactions,
  capabilities: [
    { name: 'event-counts', available: true, note: 'Registrations, entries, exits, refusals.' },
    { name: 'time-series', available: false, note: 'Counts over time are not kept yet.' },
    { name: 'behaviour', available: false, note: 'No behaviour analysis yet.' },
    { name: 'reports', available: false, note: 'No reports or exports yet.' },
  ],
});

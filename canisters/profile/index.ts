/** The profile canister: people, what they are to each other, what became of them at events. */
import '@qikcard/canister-kit';
import { Connections } from './connections.ts';
import { FirstRun } from './first-run.ts';
import { History } from './history.ts';
import { Inbox } from './inbox.ts';
import { Person } from './person.ts';
import { Platform } from './platform.ts';
import { PrivacyRights } from './privacy.ts';
import { PrivateDetails } from './private-details.ts';
import { Reports } from './reports.ts';

export default [
  Person,
  FirstRun,
  History,
  Connections,
  Reports,
  Inbox,
  PrivacyRights,
  PrivateDetails,
  Platform,
];

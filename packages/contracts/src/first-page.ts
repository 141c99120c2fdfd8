/**
 * The methods that the first page of an attendee needs: what clients have at hand, while the rest
 * of the apis comes when it is first asked for. A first page loads some kilobytes less.
 */
import { accountMethods } from './auth-account.ts';
import { sessionMethods } from './auth-sessions.ts';
import type { Api } from './candid.ts';
import { attendingMethods } from './event-attending.ts';
import { ownProfileMethods } from './profile-own.ts';

export const firstPage: { auth: Api; event: Api; profile: Api } = {
  auth: { ...accountMethods, ...sessionMethods },
  event: attendingMethods,
  profile: ownProfileMethods,
};

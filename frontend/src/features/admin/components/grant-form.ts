import { Principal } from '@dfinity/principal';
import type { RoleName } from '@qikcard/contracts';
import { toOpt } from '@qikcard/contracts';
import { localZone } from '../../../lib/local-zone.ts';
import { fromLocalField, toNs } from '../../../lib/time.ts';
import type { NewGrant } from '../api/grants.ts';

export type GrantDraft = {
  principal: string;
  role: RoleName;
  scope: 'platform' | 'event';
  eventId: string;
  /** What a `datetime-local` field holds; empty for no end. */
  expires: string;
};
export const emptyGrant: GrantDraft = {
  principal: '',
  role: 'organizer',
  scope: 'platform',
  eventId: '',
  expires: '',
};
export type GrantProblem = 'principal' | 'eventId' | 'expires';

/** The grant that a draft asks for, or what is wrong with it. */
export function readGrant(
  draft: GrantDraft,
  nowMs: number,
): { grant: NewGrant } | { problems: GrantProblem[] } {
  const principal = principalOf(draft.principal);
  const onlyEvent = draft.scope === 'event' && draft.role !== 'admin';
  const event = onlyEvent && /^\d{1,20}$/.test(draft.eventId.trim()) && BigInt(draft.eventId);
  const expiresMs = draft.expires ? fromLocalField(draft.expires, localZone()) : undefined;
  const problems: GrantProblem[] = [];
  if (!principal) problems.push('principal');
  if (onlyEvent && !event) problems.push('eventId');
  if (draft.expires && (expiresMs === undefined || expiresMs <= nowMs)) problems.push('expires');
  if (!principal || problems.length > 0) return { problems };
  return {
    grant: {
      principal,
      role: { [draft.role]: null } as NewGrant['role'],
      scope: event ? { Event: event } : { Platform: null },
      expires_at_ns: toOpt(expiresMs === undefined ? undefined : toNs(expiresMs)),
    },
  };
}

function principalOf(text: string): Principal | undefined {
  try {
    const principal = Principal.fromText(text.trim());
    return principal.isAnonymous() ? undefined : principal;
  } catch {
    return undefined;
  }
}

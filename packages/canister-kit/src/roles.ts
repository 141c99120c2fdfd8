/**
 * A versioned replica of roles and suspensions, kept where they are checked. Auth numbers every
 * change; a replica applies the next number only and pulls when one is missing, so that all
 * replicas go through the same states in the same order. Expiry counts when a role is used.
 */
import type { Principal } from '@dfinity/principal';
import {
  binary,
  type RoleChanged,
  type RoleName,
  type SuspensionChanged,
} from '@qikcard/contracts';
import { cell } from './cell.ts';
import { compositeKey, principalKey, u8Key, u64Key } from './keys.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { table } from './table.ts';

const { flag, optional, struct, u64, versioned } = binary;

const roleNumbers: Record<RoleName, number> = { admin: 0, organizer: 1, staff: 2 };
/** No event has this number: it stands for the whole platform. */
const PLATFORM = 0n;

const grantCodec = versioned(1, struct({ expiresAtNs: optional(u64) }));

export type RoleEvent = { role: RoleChanged } | { suspension: SuspensionChanged };
/** What became of a change: `gap` means that earlier ones are missing. */
export type Applied = 'applied' | 'known' | 'gap';

export function createRoles(map: RawMap) {
  const version = cell(prefixed(map, 0), versioned(1, u64), 0n);
  const grants = table(prefixed(map, 1), grantCodec, compositeKey(principalKey, u8Key, u64Key));
  const suspended = table(prefixed(map, 2), versioned(1, flag), principalKey);

  const holds = (principal: Principal, role: RoleName, scope: bigint, nowNs: bigint) => {
    const grant = grants.get([principal, roleNumbers[role], scope]);
    return grant !== undefined && (grant.expiresAtNs === undefined || grant.expiresAtNs > nowNs);
  };

  function write(event: RoleEvent): void {
    if ('suspension' in event) {
      const { principal, suspended: is } = event.suspension;
      if (is) suspended.put(principal, true);
      else suspended.remove(principal);
      return;
    }
    const { principal, role, eventId, granted, expiresAtNs } = event.role;
    const key: [Principal, number, bigint] = [principal, roleNumbers[role], eventId ?? PLATFORM];
    if (granted) grants.put(key, { expiresAtNs });
    else grants.remove(key);
  }

  return {
    /** Number of the last change that took effect here. */
    version: () => version.get(),
    apply(event: RoleEvent): Applied {
      const { rolesVersion } = 'role' in event ? event.role : event.suspension;
      const next = version.get() + 1n;
      if (rolesVersion < next) return 'known';
      if (rolesVersion > next) return 'gap';
      write(event);
      version.set(next);
      return 'applied';
    },
    /**
     * Whether `principal` holds `role` everywhere or, given `eventId`, for that event. A suspended
     * principal holds nothing.
     */
    has(principal: Principal, role: RoleName, nowNs: bigint, eventId?: bigint): boolean {
      const granted =
        holds(principal, role, PLATFORM, nowNs) ||
        (eventId !== undefined && holds(principal, role, eventId, nowNs));
      return granted && !suspended.has(principal);
    },
    /** Whether `principal` holds `role` for this very event, whatever they hold elsewhere. */
    hasForEvent(principal: Principal, role: RoleName, nowNs: bigint, eventId: bigint): boolean {
      return holds(principal, role, eventId, nowNs) && !suspended.has(principal);
    },
    isSuspended: (principal: Principal): boolean => suspended.has(principal),
  };
}
export type Roles = ReturnType<typeof createRoles>;

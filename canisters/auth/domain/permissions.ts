/** What each role allows, as data: guards of auth ask it, screens show it. */
import { type RoleName, roleNames } from '@qikcard/contracts';

const table = {
  admin: [
    'audit.read',
    'doors.work',
    'events.manage',
    'roles.grant',
    'roles.read',
    'security.read',
    'sessions.read',
    'sessions.revoke',
    'transfers.decide',
    'users.read',
    'users.suspend',
  ],
  organizer: ['doors.work', 'events.create', 'events.manage'],
  staff: ['doors.work'],
} as const satisfies Record<RoleName, readonly string[]>;

export type Permission = (typeof table)[RoleName][number];

/** Roles that may also be held for a single event. */
const perEvent: readonly RoleName[] = ['organizer', 'staff'];

/** Every role with what it allows and whether it can be held for one event only. */
export const rolePermissions = () =>
  roleNames.map((name) => ({
    name,
    permissions: [...table[name]] as string[],
    per_event: perEvent.includes(name),
  }));

/** Roles that allow this. */
export const rolesThatMay = (permission: Permission): RoleName[] =>
  roleNames.filter((name) => (table[name] as readonly string[]).includes(permission));

/** What somebody may do who holds the roles that `holds` says yes to; sorted, each once. */
export function permissionsOf(holds: (role: RoleName) => boolean): string[] {
  const all = roleNames.filter(holds).flatMap((name): readonly string[] => table[name]);
  return [...new Set(all)].sort();
}

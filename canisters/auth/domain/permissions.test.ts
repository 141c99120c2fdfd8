import { roleNames } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { permissionsOf, rolePermissions, rolesThatMay } from './permissions.ts';

test('every role has a row, and only admins decide about people', () => {
  expect(rolePermissions().map(({ name }) => name)).toEqual([...roleNames]);
  for (const permission of ['roles.grant', 'users.suspend', 'sessions.revoke'] as const) {
    expect(rolesThatMay(permission)).toEqual(['admin']);
  }
});

test('permissions of several roles are joined, each once; without a role there is none', () => {
  const joined = permissionsOf((role) => role !== 'admin');
  expect(joined).toEqual(['doors.work', 'events.create', 'events.manage']);
  expect(permissionsOf(() => false)).toEqual([]);
});

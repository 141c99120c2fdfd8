/** Numbers every role or suspension change, applies it here and tells the other canisters. */

import { ic, outbox, roles } from '@qikcard/canister-kit';
import { type FactKind, facts, type RoleChanged, type SuspensionChanged } from '@qikcard/contracts';
import { roleChanges } from './store.ts';

const replicas = ['event', 'nft', 'profile', 'analytics', 'wallet'] as const;

function announce<T>(fact: FactKind<T>, value: T): void {
  roleChanges.append({ atNs: ic.nowNs(), kind: fact.kind, body: fact.codec.encode(value) });
  for (const receiver of replicas) outbox.append(receiver, fact, value);
}

const nextVersion = () => roleChanges.length() + 1n;

export function changeRole(change: Omit<RoleChanged, 'rolesVersion'>): void {
  const role = { rolesVersion: nextVersion(), ...change };
  roles.apply({ role });
  announce(facts.roleChanged, role);
}

export function changeSuspension(change: Omit<SuspensionChanged, 'rolesVersion'>): void {
  const suspension = { rolesVersion: nextVersion(), ...change };
  roles.apply({ suspension });
  announce(facts.suspensionChanged, suspension);
}

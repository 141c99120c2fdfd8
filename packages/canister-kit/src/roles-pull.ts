import { type FactEnvelope, facts, PAGE_MAX } from '@qikcard/contracts';
import type { Reaction } from './inbox.ts';
import { on } from './inbox.ts';
import type { Applied, RoleEvent, Roles } from './roles.ts';

const RETRY_MAX_SECONDS = 60;

export type RolesPullPort = {
  roles: Roles;
  /** Changes behind `version`, from auth. */
  fetch(version: bigint, limit: number): Promise<FactEnvelope[]>;
  setTimer(seconds: number, run: () => Promise<void>): void;
};

/** A role or suspension fact as a change of the replica; undefined for other kinds. */
export function roleEventOf({
  kind,
  body,
}: {
  kind: number;
  body: Uint8Array;
}): RoleEvent | undefined {
  if (kind === facts.roleChanged.kind) return { role: facts.roleChanged.codec.decode(body) };
  if (kind === facts.suspensionChanged.kind) {
    return { suspension: facts.suspensionChanged.codec.decode(body) };
  }
  return undefined;
}

/**
 * Keeps a replica complete: applies role facts as they arrive and asks auth for what is missing,
 * at the start (a canister may be installed late or anew) and at every gap.
 */
export function createRolesPull({ roles, fetch, setTimer }: RolesPullPort) {
  let pulling = false;
  let attempts = 0;

  async function pull(): Promise<void> {
    try {
      const page = await fetch(roles.version(), PAGE_MAX);
      attempts = 0;
      for (const envelope of page) {
        const event = roleEventOf(envelope);
        if (event !== undefined) roles.apply(event);
      }
      pulling = page.length === PAGE_MAX;
    } catch {
      attempts++;
    }
    if (pulling) setTimer(attempts === 0 ? 0 : Math.min(RETRY_MAX_SECONDS, 2 ** attempts), pull);
  }
  function start(): void {
    if (pulling) return;
    pulling = true;
    setTimer(0, pull);
  }
  const take = (outcome: Applied): void => {
    if (outcome === 'gap') start();
  };
  const reactions: Reaction[] = [
    on(facts.roleChanged, ['auth'], (role) => take(roles.apply({ role }))),
    on(facts.suspensionChanged, ['auth'], (suspension) => take(roles.apply({ suspension }))),
  ];
  return { start, reactions, pending: () => pulling };
}

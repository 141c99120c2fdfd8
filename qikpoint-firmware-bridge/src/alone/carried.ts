/** What a bridge carries to decide alone, as a file beside the spool, readable by its owner only. */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { KeptRoster } from '@qikcard/client/roster';
import type { DevicePolicy, DoorPlan, EventView, PassPolicy } from '@qikcard/contracts';

const VERSION = 1;

export type Carried = {
  isCancelled: boolean;
  doorsOpenNs: bigint;
  endsAtNs: bigint;
  inside: number;
  plan: DoorPlan;
  policy: PassPolicy;
  /** What the organizer lets this reader do; undefined before its first heartbeat. */
  device: DevicePolicy | undefined;
  roster: KeptRoster;
};

/** The part of an event that a door needs. */
export const doorOf = (event: EventView) => ({
  isCancelled: 'Cancelled' in event.status,
  doorsOpenNs: event.doors_open_ns,
  endsAtNs: event.ends_at_ns,
  inside: event.inside,
});

/** Replaces the file whole, so that a kill leaves the old one or the new one. */
export function saveCarried(path: string, carried: Carried): void {
  const next = `${path}.next`;
  writeFileSync(next, serialize({ version: VERSION, carried }), { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, path);
}

/** What was kept; undefined when there is nothing, or nothing this version can read. */
export function loadCarried(path: string): Carried | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const read = deserialize(readFileSync(path)) as { version: number; carried: Carried };
    return read.version === VERSION ? read.carried : undefined;
  } catch {
    return undefined;
  }
}

/** Names stay no longer than they are needed. */
export const dropCarried = (path: string): void => rmSync(path, { force: true });

/** Who has which username, and finding people by it. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import { err, ok, type ProfileRefusal, type Result, USERNAME_MAX_CHARS } from '@qikcard/contracts';
import {
  changeableFrom,
  heldUntil,
  mayTake,
  parseUsername,
  skeletonOf,
} from './domain/username.ts';
import { profileOf, putProfile } from './people.ts';
import { namesHeld, usernameOrder, usernames } from './store.ts';

/** Gives the caller a name; the one before is held for them. */
export function setUsername(call: Call, given: string): Result<null, ProfileRefusal> {
  const parsed = parseUsername(given);
  if ('Err' in parsed) return parsed;
  const { name, skeleton } = parsed.Ok;
  const row = profileOf(call.caller);
  if (row.username === name) return ok(null);
  const from = changeableFrom(row.usernameSetAtNs);
  if (from !== undefined && call.nowNs < from) {
    return err({ UsernameTooSoon: { next_change_at_ns: from } });
  }
  const holding = usernames.get(skeleton);
  if (!mayTake(holding, call.caller, call.nowNs)) return err({ UsernameTaken: null });
  if (holding?.owner) namesHeld.remove([holding.owner, padded(holding.name)]);
  if (row.username !== undefined) {
    usernameOrder.remove([padded(row.username)]);
    giveUp(call.caller, row.username, call.nowNs);
  }
  usernames.put(skeleton, { name, owner: call.caller, heldUntilNs: undefined });
  usernameOrder.insert([padded(name)]);
  namesHeld.remove([call.caller, padded(name)]);
  if (row.username !== undefined && skeletonOf(row.username) === skeleton) {
    namesHeld.remove([call.caller, padded(row.username)]);
  }
  putProfile(call.caller, { ...row, username: name, usernameSetAtNs: call.nowNs });
  return ok(null);
}

function giveUp(owner: Principal, name: string, nowNs: bigint): void {
  const skeleton = skeletonOf(name);
  usernames.put(skeleton, { name, owner, heldUntilNs: heldUntil(nowNs) });
  namesHeld.insert([owner, padded(name)]);
}

/** Holds a name for nobody: its owner is gone, and nobody shall be taken for them. */
export function release(name: string, nowNs: bigint): void {
  usernameOrder.remove([padded(name)]);
  const row = usernames.get(skeletonOf(name));
  if (row === undefined) return;
  const heldUntilNs = row.heldUntilNs ?? heldUntil(nowNs);
  usernames.put(skeletonOf(name), { ...row, owner: undefined, heldUntilNs });
}

/** Who has this very name now. */
export function ownerOf(given: string): Principal | undefined {
  if (given.length > USERNAME_MAX_CHARS) return undefined;
  const name = given.toLowerCase();
  const row = usernames.get(skeletonOf(name));
  return row?.name === name && row.heldUntilNs === undefined ? row.owner : undefined;
}

/** Names in use that start with `prefix`, in order, behind the name `after`. */
export function namesFrom(prefix: string, after: string | undefined, limit: number): string[] {
  const start = after === undefined ? justBefore(prefix) : padded(after);
  const keys = usernameOrder.scan({ ...(start && { after: [start] }), limit });
  const names = keys.map(([key]) => textOf(key));
  const end = names.findIndex((name) => !name.startsWith(prefix));
  return end < 0 ? names : names.slice(0, end);
}

/** The greatest key below every name with this prefix; undefined when there is none. */
function justBefore(prefix: string): Uint8Array | undefined {
  if (prefix === '') return undefined;
  const key = padded(prefix);
  key.fill(0xff, prefix.length);
  key[prefix.length - 1]--;
  return key;
}

/** Names are ASCII: one byte a character, zeros behind. */
export function padded(name: string): Uint8Array {
  const key = new Uint8Array(USERNAME_MAX_CHARS);
  for (let i = 0; i < name.length; i++) key[i] = name.charCodeAt(i);
  return key;
}
export function textOf(key: Uint8Array): string {
  const end = key.indexOf(0);
  return String.fromCharCode(...(end < 0 ? key : key.subarray(0, end)));
}

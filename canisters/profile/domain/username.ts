/**
 * Usernames: ASCII only, so that letters of other scripts cannot imitate them, and unique by how
 * they look: `ada_l`, `ada-l`, `adal` and `ada1` are one name.
 */
import type { Principal } from '@dfinity/principal';
import {
  err,
  ok,
  type ProfileRefusal,
  type Result,
  USERNAME_CHANGE_SECONDS,
  USERNAME_HOLD_SECONDS,
  USERNAME_MAX_CHARS,
  USERNAME_MIN_CHARS,
} from '@qikcard/contracts';

const NS_PER_SECOND = 1_000_000_000n;
const ALLOWED = /^[a-z0-9][a-z0-9_-]*[a-z0-9]$/;
const RESERVED =
  'about abuse account admin administrator all analytics anonymous api app auth avatar billing bot ' +
  'canister contact event events everyone guest health help here home info legal login logout me ' +
  'metrics mod moderator nft none null official operator organizer owner privacy profile register ' +
  'root security settings signin signup staff status support system team terms test undefined ' +
  'user wallet www you';
/** What looks like the platform itself is nobody's, whatever comes behind it. */
const RESERVED_STARTS = ['qikcard', 'qikpoint'].map(skeletonOf);
const reserved = new Set(RESERVED.split(' ').map(skeletonOf));

/** A name as people write it and what it is compared by. */
export type Username = { name: string; skeleton: string };

/** What the eye tells apart: no separators, no case, 0 as o, 1 and i as l. */
export function skeletonOf(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '').replaceAll('0', 'o').replace(/[1i]/g, 'l');
}

/** A username in lower case, or why it cannot be one. */
export function parseUsername(given: string): Result<Username, ProfileRefusal> {
  if (given.length < USERNAME_MIN_CHARS || given.length > USERNAME_MAX_CHARS) {
    return invalid(`must have ${USERNAME_MIN_CHARS} to ${USERNAME_MAX_CHARS} characters`);
  }
  // Lower-casing would turn the Kelvin sign into an ASCII k.
  if (!/^[A-Za-z0-9_-]+$/.test(given)) return invalid('only letters a–z, digits, _ and -');
  const name = given.toLowerCase();
  if (!ALLOWED.test(name)) return invalid('must begin and end with a letter or digit');
  const skeleton = skeletonOf(name);
  if (skeleton.length < USERNAME_MIN_CHARS) {
    return invalid(`must have ${USERNAME_MIN_CHARS} letters or digits`);
  }
  if (isReserved(skeleton)) return err({ UsernameReserved: null });
  return ok({ name, skeleton });
}

const invalid = (problem: string) => err({ Invalid: { field: 'username', problem } });

function isReserved(skeleton: string): boolean {
  return reserved.has(skeleton) || RESERVED_STARTS.some((start) => skeleton.startsWith(start));
}

/** Who has a name. `owner` is absent when its last owner erased their data. */
export type Holding = { owner: Principal | undefined; heldUntilNs: bigint | undefined };

/** Whether `who` may take a name: free, their own, or given up long enough ago. */
export function mayTake(holding: Holding | undefined, who: Principal, nowNs: bigint): boolean {
  if (holding === undefined) return true;
  if (holding.owner?.compareTo(who) === 'eq') return true;
  return holding.heldUntilNs !== undefined && holding.heldUntilNs <= nowNs;
}

/** Until when a name given up now is kept for its owner. */
export const heldUntil = (nowNs: bigint): bigint =>
  nowNs + BigInt(USERNAME_HOLD_SECONDS) * NS_PER_SECOND;

/** From when a name set at `setAtNs` may be changed; undefined when there is none yet. */
export function changeableFrom(setAtNs: bigint | undefined): bigint | undefined {
  return setAtNs === undefined
    ? undefined
    : setAtNs + BigInt(USERNAME_CHANGE_SECONDS) * NS_PER_SECOND;
}

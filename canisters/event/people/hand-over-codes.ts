/** One-time codes that pass a place on: typed or sent as a link, stored only as a hash. */
import { sha256 } from '@noble/hashes/sha2';
import { HAND_OVER_CODE_CHARS } from '@qikcard/contracts';
import { handOverCode, plainCode } from '../domain/people/hand-over.ts';
import { randomBytes } from '../platform.ts';
import type { HandOverRow } from './rows.ts';
import { handOverOf, handOvers } from './store.ts';

const hashOf = (plain: string): Uint8Array => sha256(new TextEncoder().encode(plain));

/** Makes the one open code of a registration; undefined before there are random bytes. */
export function openHandOver(row: HandOverRow): string | undefined {
  const random = randomBytes(HAND_OVER_CODE_CHARS);
  if (random === undefined) return undefined;
  dropHandOver(row.registrationId);
  const code = handOverCode(random);
  const hash = hashOf(code);
  handOvers.put(hash, row);
  handOverOf.put(row.registrationId, hash);
  return code;
}

/** The row behind a code as somebody typed it. */
export function findHandOver(typed: string): HandOverRow | undefined {
  const plain = plainCode(typed);
  return plain === undefined ? undefined : handOvers.get(hashOf(plain));
}

/** Ends the open code of a registration, if there is one. */
export function dropHandOver(registrationId: bigint): boolean {
  const hash = handOverOf.get(registrationId);
  if (hash === undefined) return false;
  handOvers.remove(hash);
  handOverOf.remove(registrationId);
  return true;
}

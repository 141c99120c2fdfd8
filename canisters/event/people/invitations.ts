/** Invitation codes of events: chosen by people, so guessing is slowed down and never told apart. */

import { sha256 } from '@noble/hashes/sha2';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import { plainInvitation } from '../domain/people/details.ts';
import type { EventSettings } from './rows.ts';

const guesses = rateLimit({ burst: 20, perMinute: 10 });
const allGuesses = rateLimit({ burst: 600, perMinute: 600 });

/** What is stored instead of the code: different for every event. */
export function invitationHash(eventId: bigint, code: string): Uint8Array {
  return sha256(new TextEncoder().encode(`${eventId} ${plainInvitation(code)}`));
}

/** Whether this is the code of the event. Guesses over the limit are wrong, whatever they are. */
export function isInvited(
  call: Call,
  eventId: bigint,
  { invitationHash: hash }: EventSettings,
  code: string,
): boolean {
  if (hash === undefined || code === '' || code.length > 100) return false;
  const tooMany =
    guesses.take(call.caller.toHex(), call.nowNs) ?? allGuesses.take(`${eventId}`, call.nowNs);
  if (tooMany !== undefined) return false;
  const given = invitationHash(eventId, code);
  return given.every((byte, i) => byte === hash[i]);
}

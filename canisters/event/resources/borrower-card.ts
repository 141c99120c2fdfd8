/**
 * A card at a lending desk: whose it is at the event that owns the thing, under the rules of its doors.
 * A tap is good once; one that a desk without a network wrote down may come after a newer one was used
 * (docs/decisions/163).
 */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import type { CardReading, LendingScan, ResourceRefusal } from '@qikcard/contracts';
import { cardLookups, consumeTap } from '../cards.ts';
import { type CardProof, cardKey, proveCard, wasOvertaken } from '../domain/card-proof.ts';
import { problemOfPossession } from '../domain/possession.ts';
import { caseOf } from '../domain/resources/draft.ts';
import { passPolicyOf } from '../passes.ts';
import { registrations } from '../store.ts';
import { handsOut } from './access.ts';
import { handedAtNs } from './offline.ts';
import { lateTaps, resources } from './store.ts';

export type Tap = { eventId: bigint; uid: Uint8Array; counter: number; overtaken: boolean };
export type CardRead = {
  person: Principal;
  /** The place of its holder is a way in no longer. */
  ended: boolean;
  tap: Tap;
};
type Refusal = { refusal: ResourceRefusal };

const refuse = (refusal: ResourceRefusal): Refusal => ({ refusal });
export const cardRefused = (reason: string): Refusal => refuse({ CodeRefused: { reason } });
const lookups = {
  ...cardLookups,
  passPolicy: passPolicyOf,
  registration: (id: bigint) => registrations.get(id),
};

/** Whose card was read; told to nobody but those who hand the thing out. */
export function readCardAt(
  call: Call,
  scan: LendingScan,
  reading: CardReading,
): CardRead | Refusal {
  const thing = resources.get(scan.resource_id);
  if (!thing) return refuse({ UnknownResource: null });
  if (!handsOut(call, thing.owner)) return refuse({ Forbidden: null });
  const { eventId } = thing.owner;
  // A card says nothing of its event: without one there is nobody to ask whose it is.
  if (eventId === undefined) return cardRefused('CardOfNoEvent');
  const proof = proveCard(reading, eventId, lookups);
  if ('refusal' in proof) return cardRefused(reasonOf(proof.refusal));
  const { registration } = proof;
  const tap = tapOf(proof, scan.offline.length > 0 ? handedAtNs(call, scan) : undefined);
  const problem = tap.overtaken ? problemOfLate(proof, tap) : proof.problem;
  if (problem) return cardRefused(reasonOf(problem));
  return { person: registration.holder, ended: registration.revoked, tap };
}

function tapOf({ card, spends }: CardProof, atNs: bigint | undefined): Tap {
  const { eventId, uid, counter } = spends.card;
  const overtaken = atNs !== undefined && wasOvertaken(card, counter, atNs);
  return { eventId, uid, counter, overtaken };
}

function problemOfLate({ possession }: CardProof, { eventId, uid, counter }: Tap) {
  if (lateTaps.has([eventId, cardKey(uid), counter])) return { AlreadyUsed: null };
  return problemOfPossession(possession, passPolicyOf(eventId));
}

/** Names of their own where the words about codes would send somebody looking for a newer one. */
function reasonOf(problem: object): string {
  const name = caseOf(problem as { [name: string]: unknown });
  if (name === 'Revoked') return 'CardBlocked';
  if (name === 'UnknownToken') return 'CardUnknown';
  if (name === 'AlreadyUsed') return 'TapUsed';
  return name === 'BadSignature' ? name : 'CardNotAccepted';
}

/** From now on this tap, and every older one, is refused as used. */
export function useTap(call: Call, scan: LendingScan, tap: Tap): void {
  const { eventId, uid, counter } = tap;
  if (tap.overtaken) lateTaps.insert([eventId, cardKey(uid), counter]);
  else consumeTap(eventId, uid, counter, { atNs: handedAtNs(call, scan), gate: '' });
}

/** Who takes part in a journey. The same name is the same person in every run. */
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { Principal } from '@dfinity/principal';

export type Person = { name: string; identity: Ed25519KeyIdentity; principal: Principal };

const known = new Map<string, Person>();

/** The person (or device) of this name. */
export function person(name: string): Person {
  const met = known.get(name);
  if (met) return met;
  const seed = new Uint8Array(32);
  seed.set(Buffer.from(name).subarray(0, 32));
  const identity = Ed25519KeyIdentity.generate(seed);
  const made = { name, identity, principal: identity.getPrincipal() };
  known.set(name, made);
  return made;
}

/** `count` different people: `guest 1`, `guest 2`, … */
export function people(name: string, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => person(`${name} ${i + 1}`));
}

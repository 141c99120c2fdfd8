/** Takes the names of erased people off their registrations, in steps that fit into a message each. */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { pseudonymised } from './domain/pseudonym.ts';
import { erasures, erasuresOpen, registrations, registrationsOfHolder } from './store.ts';

/** About 0.5 M instructions a row: a first step does what almost everybody has. */
const ROWS_PER_STEP = 100;
const PEOPLE_PER_STEP = 5;

/** Begins now and goes on by itself, over upgrades too; a second erasure starts from the top. */
export function eraseHolder(person: Principal, erasedAtNs: bigint): void {
  erasures.put(person, { erasedAtNs, after: undefined });
  erasuresOpen.insert([person]);
  step(person);
  goOn();
}

function step(person: Principal): void {
  const row = erasures.get(person);
  if (row === undefined) return;
  const { erasedAtNs, after } = row;
  const behind = after === undefined ? {} : { after: [person, after] as [Principal, bigint] };
  const keys = registrationsOfHolder.scan({ prefix: [person], ...behind, limit: ROWS_PER_STEP });
  for (const [, id] of keys) {
    const registration = registrations.get(id);
    if (registration) registrations.put(id, pseudonymised(id, registration, erasedAtNs));
  }
  if (keys.length === ROWS_PER_STEP) {
    erasures.put(person, { erasedAtNs, after: keys[keys.length - 1][1] });
    return;
  }
  erasures.remove(person);
  erasuresOpen.remove([person]);
}

let waiting = false;
/** Goes on with erasures soon; also after an upgrade, which forgets timers. */
export function goOn(): void {
  if (waiting || erasuresOpen.size() === 0) return;
  waiting = true;
  ic.setTimer(1, () => {
    waiting = false;
    for (const [person] of erasuresOpen.scan({ limit: PEOPLE_PER_STEP })) step(person);
    goOn();
  });
}

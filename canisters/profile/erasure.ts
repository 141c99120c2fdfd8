/** Removing a person's data in steps that fit into a message each. */
import type { Principal } from '@dfinity/principal';
import { type Call, ic, outbox } from '@qikcard/canister-kit';
import { type Erasure, facts } from '@qikcard/contracts';
import { collections } from './personal-data.ts';
import { erasures, erasuresOpen } from './store.ts';

/** About 3 M instructions a row at most: far below what a message may use. */
const ROWS_PER_STEP = 300;
const PEOPLE_PER_STEP = 3;

/**
 * Asks for removal and does the first step of it; a second request joins the first. The canisters
 * that know a name of the person hear of it as a fact, which waits for them if they are stopped.
 */
export function erase({ caller, nowNs }: Call): Erasure {
  const open = erasures.get(caller);
  if (open === undefined || open.done) {
    erasures.put(caller, { atNs: nowNs, done: false, removed: 0 });
    erasuresOpen.insert([caller]);
    for (const receiver of ['auth', 'event', 'wallet'] as const) {
      outbox.append(receiver, facts.personErased, { person: caller });
    }
  }
  step(caller, nowNs);
  const { atNs, done, removed } = erasures.get(caller) as {
    atNs: bigint;
    done: boolean;
    removed: number;
  };
  if (!done) goOn();
  return { done, removed, requested_at_ns: atNs };
}

function step(who: Principal, nowNs: bigint): void {
  const row = erasures.get(who);
  if (row === undefined || row.done) return;
  let left = ROWS_PER_STEP;
  for (const { remove } of collections) {
    if (left > 0) left -= remove(who, left, nowNs);
  }
  const done = left > 0;
  erasures.put(who, { ...row, done, removed: row.removed + ROWS_PER_STEP - left });
  if (done) erasuresOpen.remove([who]);
}

let waiting = false;
/** Goes on with removals soon; also after an upgrade, which forgets timers. */
export function goOn(): void {
  if (waiting || erasuresOpen.size() === 0) return;
  waiting = true;
  ic.setTimer(1, () => {
    waiting = false;
    for (const [who] of erasuresOpen.scan({ limit: PEOPLE_PER_STEP })) step(who, ic.nowNs());
    goOn();
  });
}

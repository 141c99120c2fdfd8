/**
 * A canister with the kit's real journal of sagas, whose steps can be told to trap: before their
 * call, or after its answer. For tests/journeys/sagas.test.ts.
 */
import { createSagas, openMap, type SagaOutcome, table, u64Key } from '@qikcard/canister-kit';
import { binary, nat32, nat64, nothing, record, text, vec } from '@qikcard/contracts';
import { call, canisterSelf, IDL, postUpgrade, query, setTimer, time, trap, update } from 'azle';

const { str, struct, u32, versioned } = binary;
const codec = versioned(1, struct({ step: u32, mode: str }));
type State = ReturnType<typeof codec.decode>;
const STEPS = 3;
const TRAPS = 2;
/** How often each step of each saga took effect outside: (saga, step). */
const effects = table(1, versioned(1, u32), u64Key);
/** How often the journal's side of it was stored. */
const stored = table(2, versioned(1, u32), u64Key);
const keyOf = (id: bigint, step: number): bigint => id * 100n + BigInt(step);
const count = (of: typeof effects, key: bigint): void => of.put(key, (of.get(key) ?? 0) + 1);

const sagas = createSagas<State>(
  { map: openMap(0), nowNs: time, setTimer: (seconds, run) => void setTimer(seconds, run) },
  { codec, step },
);

async function step(id: bigint, state: State): Promise<SagaOutcome<State>> {
  const key = keyOf(id, state.step);
  const early = (sagas.get(id)?.attempts ?? 0) <= TRAPS;
  if (early && state.mode === 'before') trap('QIKCARD_BUG before the call');
  await call(canisterSelf(), 'act', { paramIdlTypes: [IDL.Nat64], args: [key] });
  count(stored, key);
  if (early && state.mode === 'after') trap('QIKCARD_BUG after the answer');
  if (early && state.mode === 'throw') throw new Error('after the answer');
  const next = { ...state, step: state.step + 1 };
  return next.step === STEPS ? { done: next } : { next };
}

export default class {
  @postUpgrade([])
  upgraded(): void {
    sagas.start();
  }
  @update([text], nat64)
  begin(mode: string): bigint {
    return sagas.begin({ step: 0, mode });
  }
  /** What happens outside: harmless to repeat, like a transfer with a memo and a time. */
  @update([nat64], nothing)
  act(key: bigint): null {
    count(effects, key);
    return null;
  }
  @query([], record({ running: nat32, stuck: nat32 }))
  state() {
    return { running: sagas.runningCount(), stuck: sagas.stuckCount() };
  }
  @query([nat64], record({ asked: vec(nat32), stored: vec(nat32) }))
  seen(id: bigint) {
    const of = (counts: typeof effects) =>
      Array.from({ length: STEPS }, (_, step) => counts.get(keyOf(id, step)) ?? 0);
    return { asked: of(effects), stored: of(stored) };
  }
}

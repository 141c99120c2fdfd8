/**
 * Work that needs several calls to other canisters, from a journal in stable memory. A saga only
 * goes forward: each step asks for at most one thing outside, repeats it until there is an answer,
 * and stores what follows in the message of that answer. So every outside call has to be harmless
 * to repeat (a memo and a `created_at_time` that never change). Sagas go on after an upgrade, and
 * after a trap wherever it happened.
 */
import { binary } from '@qikcard/contracts';
import { cell } from './cell.ts';
import { u64Key } from './keys.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { orderedIndex } from './ordered-index.ts';
import { table } from './table.ts';

const { bytes, flag, optional, str, struct, u32, u64, versioned } = binary;

const rowCodec = versioned(
  1,
  struct({
    state: bytes,
    beganAtNs: u64,
    /** Of the latest step that got anywhere. */
    movedAtNs: u64,
    dueAtNs: u64,
    /** Tries of this step so far; a step that trapped counts too. */
    attempts: u32,
    lastError: optional(str),
    done: flag,
  }),
);
type Row = ReturnType<typeof rowCodec.decode>;

/** What a step leads to. `later` repeats the same step: the call failed, or its time has not come. */
export type SagaOutcome<S> =
  | { next: S; inSeconds?: number }
  | { done: S }
  | { later: string; inSeconds?: number };

export type SagaPlan<S> = {
  codec: binary.Codec<S>;
  /**
   * Does the one thing that `state` asks for. May await one call; what it writes after the answer is
   * stored together with the outcome. A throw, a rejected call and a trap repeat the step.
   */
  step(id: bigint, state: S, nowNs: bigint): Promise<SagaOutcome<S>>;
};

export type SagaPort = {
  /** Everything of the journal lies in here; keys start with the bytes 0 to 3. */
  map: RawMap;
  nowNs(): bigint;
  setTimer(seconds: number, run: () => void | Promise<void>): void;
};

/** A saga as the journal has it. */
export type SagaEntry<S> = Omit<Row, 'state'> & { id: bigint; state: S };

const NS_PER_SECOND = 1_000_000_000n;
const AT_ONCE_MAX = 20;
/** A step that trapped before its call is taken up again after this. */
const LEASE_SECONDS = 30;
const BACKOFF_MAX_SECONDS = 300;
/** From here on operators are told; it is still tried again and again. */
export const STUCK_AFTER_ATTEMPTS = 5;
const REASON_MAX_CHARS = 200;

export function createSagas<S>({ map, nowNs, setTimer }: SagaPort, plan: SagaPlan<S>) {
  const rows = table(prefixed(map, 0), rowCodec, u64Key);
  const due = orderedIndex(prefixed(map, 1), u64Key, u64Key);
  const stuck = orderedIndex(prefixed(map, 2), u64Key);
  const lastId = cell(prefixed(map, 3), versioned(1, u64), 0n);
  const underWay = new Set<bigint>();
  let wakesAtNs: bigint | undefined;

  const after = (seconds: number) => nowNs() + BigInt(seconds) * NS_PER_SECOND;
  const entryOf = (id: bigint, row: Row): SagaEntry<S> => ({
    ...row,
    id,
    state: plan.codec.decode(row.state),
  });

  function wake(seconds: number): void {
    const atNs = after(seconds);
    // One whose time is over did not survive its message.
    if (wakesAtNs !== undefined && wakesAtNs >= nowNs() && wakesAtNs <= atNs) return;
    wakesAtNs = atNs;
    // A timer that an earlier one took the place of has nothing to do.
    setTimer(seconds, () => (wakesAtNs === atNs ? run() : undefined));
  }

  /** Stores the row and when to look at it next. */
  function put(id: bigint, before: Row | undefined, row: Row): void {
    if (before !== undefined && !before.done) due.remove([before.dueAtNs, id]);
    rows.put(id, row);
    if (row.done || row.attempts < STUCK_AFTER_ATTEMPTS) stuck.remove([id]);
    else stuck.insert([id]);
    if (!row.done) due.insert([row.dueAtNs, id]);
  }

  /** Each step runs in a message of its own: one that traps holds up no other. */
  function run(): void {
    wakesAtNs = undefined;
    const now = nowNs();
    const first = due.scan({ limit: AT_ONCE_MAX + 1 });
    for (const [dueAtNs, id] of first.slice(0, AT_ONCE_MAX)) {
      if (dueAtNs > now) break;
      const row = rows.get(id) as Row;
      const busy = underWay.has(id);
      const attempts = busy ? row.attempts : row.attempts + 1;
      put(id, row, { ...row, attempts, dueAtNs: after(LEASE_SECONDS) });
      if (!busy) setTimer(0, () => take(id));
    }
    const [next] = due.scan({ limit: 1 });
    if (next === undefined) return;
    wake(next[0] <= now ? 0 : Math.ceil(Number(next[0] - now) / Number(NS_PER_SECOND)));
  }

  async function take(id: bigint): Promise<void> {
    const row = rows.get(id);
    if (row === undefined || row.done || underWay.has(id)) return;
    underWay.add(id);
    try {
      follow(id, await plan.step(id, plan.codec.decode(row.state), nowNs()));
    } catch (error) {
      follow(id, { later: reasonOf(error) });
    } finally {
      underWay.delete(id);
    }
  }

  function follow(id: bigint, outcome: SagaOutcome<S>): void {
    const row = rows.get(id) as Row;
    if ('later' in outcome) {
      const seconds = outcome.inSeconds ?? Math.min(BACKOFF_MAX_SECONDS, 2 ** row.attempts);
      const lastError = outcome.later.slice(0, REASON_MAX_CHARS);
      put(id, row, { ...row, lastError, dueAtNs: after(seconds) });
      wake(seconds);
      return;
    }
    const done = 'done' in outcome;
    const seconds = done ? 0 : (outcome.inSeconds ?? 0);
    const state = plan.codec.encode(done ? outcome.done : outcome.next);
    const moved = { movedAtNs: nowNs(), dueAtNs: after(seconds), attempts: 0 };
    put(id, row, { ...row, ...moved, state, lastError: undefined, done });
    if (!done) wake(seconds);
  }

  return {
    /** Stores a saga in the message that decided it; its first step follows right after. */
    begin(state: S): bigint {
      const id = lastId.get() + 1n;
      lastId.set(id);
      const now = nowNs();
      const times = { beganAtNs: now, movedAtNs: now, dueAtNs: now };
      const fresh = { attempts: 0, lastError: undefined, done: false };
      put(id, undefined, { ...times, ...fresh, state: plan.codec.encode(state) });
      wake(0);
      return id;
    },
    get(id: bigint): SagaEntry<S> | undefined {
      const row = rows.get(id);
      return row && entryOf(id, row);
    },
    /** After installation and every upgrade: timers do not survive one. */
    start: () => wake(0),
    /** Those that do not get on, oldest first, behind the id seen last. */
    stuck(behind: bigint | undefined, limit: number): SagaEntry<S>[] {
      const from = behind === undefined ? {} : { after: [behind] as [bigint] };
      return stuck.scan({ limit, ...from }).flatMap(([id]) => {
        const row = rows.get(id);
        return row ? [entryOf(id, row)] : [];
      });
    },
    stuckCount: () => stuck.size(),
    runningCount: () => due.size(),
    /** Tries the step again now; false when there is no such saga or it is done. */
    retry(id: bigint): boolean {
      const row = rows.get(id);
      if (row === undefined || row.done) return false;
      put(id, row, { ...row, dueAtNs: nowNs() });
      wake(0);
      return true;
    },
    /**
     * Moves a saga that waits to another state, in the message that decided so (somebody cancelled);
     * undefined when `to` gives none, and while a step is under way.
     */
    change(id: bigint, to: (state: S) => S | undefined): S | undefined {
      const row = rows.get(id);
      if (row === undefined || row.done || underWay.has(id)) return undefined;
      const state = to(plan.codec.decode(row.state));
      if (state === undefined) return undefined;
      put(id, row, { ...row, state: plan.codec.encode(state), attempts: 0, dueAtNs: nowNs() });
      wake(0);
      return state;
    },
  };
}
export type Sagas<S> = ReturnType<typeof createSagas<S>>;

function reasonOf(error: unknown): string {
  const { type, rejectMessage, message } = (error ?? {}) as Record<string, unknown>;
  return String(rejectMessage ?? message ?? type ?? 'unknown');
}

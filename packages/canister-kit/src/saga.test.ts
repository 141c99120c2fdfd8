import { binary } from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryMap, type RawMap } from './memory-map.ts';
import { createSagas, type SagaOutcome, STUCK_AFTER_ATTEMPTS } from './saga.ts';

const { struct, u32, versioned } = binary;
const codec = versioned(1, struct({ step: u32 }));
type State = { step: number };
const STEPS = 4;
const NS = 1_000_000_000n;

/** A canister whose messages run one after the other, with a clock that tests move. */
function canister(map: RawMap, step: (id: bigint, state: State) => Promise<SagaOutcome<State>>) {
  let nowNs = 1_000n * NS;
  let timers: { atNs: bigint; run: () => void | Promise<void> }[] = [];
  let installed = 0;
  /** What an earlier module still had to do never happens. */
  const open = (module: number) =>
    createSagas<State>(
      {
        map,
        nowNs: () => nowNs,
        setTimer(seconds, run) {
          const here = () => (module === installed ? run() : undefined);
          timers.push({ atNs: nowNs + BigInt(seconds) * NS, run: here });
        },
      },
      {
        codec,
        async step(id, state) {
          const outcome = await step(id, state).catch((error: Error) => error);
          if (module !== installed) await new Promise(() => {});
          if (outcome instanceof Error) throw outcome;
          return outcome;
        },
      },
    );
  let sagas = open(0);
  return {
    sagas: () => sagas,
    /** Timers and heap go; stable memory stays. */
    upgrade() {
      timers = [];
      sagas = open(++installed);
      sagas.start();
    },
    async pass(seconds: number) {
      for (let second = 0; second <= seconds; second++) {
        await new Promise(setImmediate);
        for (let ready = take(); ready.length > 0; ready = take()) {
          for (const { run } of ready) void run();
          await new Promise(setImmediate);
        }
        if (second < seconds) nowNs += NS;
      }
    },
    timers: () => timers.length,
  };
  function take() {
    const ready = timers.filter(({ atNs }) => atNs <= nowNs);
    timers = timers.filter(({ atNs }) => atNs > nowNs);
    return ready;
  }
}

/** What the world outside did, each once however often it was asked. */
function world() {
  const done = new Set<string>();
  const asked: string[] = [];
  const act = (id: bigint, { step }: State) => {
    asked.push(`${id}.${step}`);
    done.add(`${id}.${step}`);
  };
  return { done, asked, act };
}
const onwards = ({ step }: State): SagaOutcome<State> =>
  step + 1 === STEPS ? { done: { step: STEPS } } : { next: { step: step + 1 } };

describe('a saga', () => {
  test('goes through its steps in order, each in its turn', async () => {
    const { act, asked } = world();
    const at = canister(memoryMap(), async (id, state) => {
      act(id, state);
      return onwards(state);
    });
    const id = at.sagas().begin({ step: 0 });
    expect(at.sagas().runningCount()).toBe(1);
    await at.pass(1);
    expect(asked).toEqual([0, 1, 2, 3].map((step) => `${id}.${step}`));
    expect(at.sagas().get(id)).toMatchObject({ done: true, state: { step: STEPS } });
    expect(at.sagas().runningCount()).toBe(0);
    await at.pass(60);
    expect(at.timers()).toBe(0);
  });

  test('is never in two steps at once, whatever wakes it', async () => {
    let most = 0;
    let now = 0;
    const at = canister(memoryMap(), async (_, state) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return onwards(state);
    });
    const id = at.sagas().begin({ step: 0 });
    for (let i = 0; i < 5; i++) {
      at.sagas().retry(id);
      at.sagas().start();
    }
    await at.pass(60);
    expect([most, at.sagas().get(id)?.done]).toEqual([1, true]);
  });

  test('waits longer and longer for what does not answer, is shown as stuck, and ends when it does', async () => {
    let down = true;
    let tries = 0;
    const at = canister(memoryMap(), async (_, state) => {
      tries++;
      if (down) throw Object.assign(new Error(), { rejectMessage: 'canister is stopped' });
      return onwards(state);
    });
    const id = at.sagas().begin({ step: 0 });
    await at.pass(3_600);
    expect(tries).toBeGreaterThan(STUCK_AFTER_ATTEMPTS);
    expect(tries).toBeLessThan(30);
    expect(at.sagas().stuck(undefined, 10)).toMatchObject([
      { id, state: { step: 0 }, lastError: 'canister is stopped' },
    ]);
    expect(at.sagas().stuck(id, 10)).toEqual([]);
    down = false;
    expect(at.sagas().retry(id)).toBe(true);
    await at.pass(1);
    expect(at.sagas().stuckCount()).toBe(0);
    expect(at.sagas().get(id)?.done).toBe(true);
    expect(at.sagas().retry(id)).toBe(false);
  });

  test('that must not go on before its time waits for it without counting as stuck', async () => {
    const seen: number[] = [];
    const at = canister(memoryMap(), async (_, { step }) => {
      seen.push(step);
      return step === 0 ? { next: { step: 1 }, inSeconds: 60 } : { done: { step } };
    });
    at.sagas().begin({ step: 0 });
    await at.pass(59);
    expect(seen).toEqual([0]);
    await at.pass(2);
    expect(seen).toEqual([0, 1]);
  });

  test('can be turned to another state while it waits, and not while a step is under way', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const at = canister(memoryMap(), async (_, { step }) => {
      if (step === 1) await gate;
      return step === 0 ? { later: 'not yet', inSeconds: 600 } : { done: { step } };
    });
    const id = at.sagas().begin({ step: 0 });
    await at.pass(1);
    expect(at.sagas().change(id, () => ({ step: 1 }))).toEqual({ step: 1 });
    await at.pass(1);
    expect(at.sagas().change(id, () => ({ step: 2 }))).toBeUndefined();
    release();
    await at.pass(1);
    expect(at.sagas().get(id)).toMatchObject({ done: true, state: { step: 1 } });
    expect(at.sagas().change(id, () => ({ step: 2 }))).toBeUndefined();
  });

  test('that chokes holds up no other', async () => {
    const at = canister(memoryMap(), async (id, state) => {
      if (id % 2n === 0n) throw new Error('choked');
      return onwards(state);
    });
    const ids = Array.from({ length: 60 }, () => at.sagas().begin({ step: 0 }));
    await at.pass(10);
    for (const id of ids) expect(at.sagas().get(id)?.done).toBe(id % 2n === 1n);
    expect(at.sagas().runningCount()).toBe(30);
  });
});

test('whatever fails, is lost or is upgraded in between: every step takes effect, in order, and all end', async () => {
  const fate = fc.constantFrom('ok', 'rejected', 'answerLost', 'upgrade');
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), run),
    { numRuns: 60 },
  );
  async function run(fates: string[], count: number) {
    const { act, done, asked } = world();
    const queue = [...fates];
    const at = canister(memoryMap(), async (id, state) => {
      const now = queue.shift() ?? 'ok';
      if (now === 'rejected') throw new Error('rejected');
      act(id, state);
      // The answer comes to a module that is there no longer.
      if (now === 'upgrade') at.upgrade();
      if (now === 'answerLost') throw new Error('no answer');
      return onwards(state);
    });
    const ids = Array.from({ length: count }, () => at.sagas().begin({ step: 0 }));
    await at.pass(4_000);
    expect(done.size).toBe(count * STEPS);
    for (const id of ids) {
      expect(at.sagas().get(id)).toMatchObject({ done: true, state: { step: STEPS } });
      const own = asked.filter((name) => name.startsWith(`${id}.`));
      expect(own).toEqual([...own].sort());
    }
  }
});

test('a row of the journal as version 1 wrote it', () => {
  const map = memoryMap();
  const key = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 7]);
  const at = canister(map, async () => ({ later: 'x' }));
  map.insert(key, Uint8Array.from(Buffer.from(V1_ROW, 'hex')));
  expect(at.sagas().get(7n)).toEqual({
    id: 7n,
    state: { step: 2 },
    beganAtNs: 5n,
    movedAtNs: 6n,
    dueAtNs: 7n,
    attempts: 3,
    lastError: 'why',
    done: false,
  });
});
const V1_ROW =
  '0100050100000002000000000000000500000000000000060000000000000007' + '0000000301000377687900';

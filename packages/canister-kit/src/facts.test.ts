import { Principal } from '@dfinity/principal';
import {
  FACTS_PER_BATCH_MAX,
  type FactBatch,
  type FactKind,
  facts,
  type PeerName,
} from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInbox, on } from './inbox.ts';
import { memoryMap, type RawMap } from './memory-map.ts';
import { createOutbox, type Delivery } from './outbox.ts';

const auth = Principal.fromUint8Array(Uint8Array.of(1));
const stranger = Principal.fromUint8Array(Uint8Array.of(9));
const someone = (n: number) => Principal.fromUint8Array(Uint8Array.of(n >> 8, n));
const secondShard = Principal.fromUint8Array(Uint8Array.of(2));
const peers = new Map<string, PeerName>([
  [auth.toHex(), 'auth'],
  [secondShard.toHex(), 'event#1'],
]);
const everyone = () => [...peers.values(), 'profile'] as PeerName[];
const peerOf = (who: Principal) => peers.get(who.toHex());

function receiver(map: RawMap = memoryMap()) {
  const seen: string[] = [];
  const inbox = createInbox({ map, peerOf, everyone });
  inbox.react([
    on(facts.userRegistered, ['auth'], ({ principal }) => void seen.push(principal.toHex())),
    on(facts.checkedIn, ['event'], () => void seen.push('never')),
  ]);
  return { seen, receive: (batch: FactBatch, from = auth) => inbox.receive(from, batch) };
}

const fact = (seq: bigint, n = Number(seq)) => ({
  seq,
  at_ns: 1n,
  kind: facts.userRegistered.kind,
  body: facts.userRegistered.codec.encode({ principal: someone(n) }),
});
const batch = (stream: bigint, ...seqs: bigint[]): FactBatch => ({
  stream,
  facts: seqs.map((seq) => fact(seq)),
});

/** A sender whose network loses and repeats messages as told. */
function sender(map: RawMap, deliver: (batch: FactBatch) => Promise<Delivery>) {
  let nowNs = 0n;
  let timers: { atNs: bigint; run: () => void }[] = [];
  const outbox = createOutbox({
    map,
    nowNs: () => nowNs,
    setTimer: (seconds, run) =>
      void timers.push({ atNs: nowNs + BigInt(seconds) * 1_000_000_000n, run }),
    receivers: (name) => [name],
    everyone,
    send: (_, facts) => deliver(facts),
    jitter: () => 1,
  });
  return {
    outbox,
    /** Lets everything happen that happens within some seconds. */
    async pass(seconds: number) {
      for (let second = 0; second <= seconds; second++) {
        for (let due = takeDue(); due.length > 0; due = takeDue()) {
          for (const { run } of due) run();
          await new Promise(setImmediate);
        }
        nowNs += 1_000_000_000n;
      }
    },
  };
  function takeDue() {
    const due = timers.filter(({ atNs }) => atNs <= nowNs);
    timers = timers.filter(({ atNs }) => atNs > nowNs);
    return due;
  }
}
const register = (to: ReturnType<typeof sender>, n: number) =>
  to.outbox.append('profile', facts.userRegistered, { principal: someone(n) });

describe('receiving facts', () => {
  test('a repeated batch changes nothing and is acknowledged again', () => {
    const { receive, seen } = receiver();
    expect(receive(batch(1n, 1n, 2n))).toEqual({ Ok: { received_through: 2n } });
    expect(receive(batch(1n, 1n, 2n, 3n))).toEqual({ Ok: { received_through: 3n } });
    expect(receive(batch(1n, 2n))).toEqual({ Ok: { received_through: 3n } });
    expect(seen).toEqual([1, 2, 3].map((n) => someone(n).toHex()));
  });
  test('a missing fact is asked for, and nothing after it takes effect', () => {
    const { receive, seen } = receiver();
    receive(batch(1n, 1n));
    expect(receive(batch(1n, 3n))).toEqual({ Err: { Gap: { expected_seq: 2n } } });
    expect(receive(batch(1n, 2n, 4n))).toEqual({ Err: { Gap: { expected_seq: 3n } } });
    expect(seen).toHaveLength(1);
  });
  test('a canister that is not of this deployment is refused', () => {
    const { receive, seen } = receiver();
    expect(receive(batch(1n, 1n), stranger)).toEqual({ Err: { StrangerCanister: null } });
    expect(seen).toEqual([]);
  });
  test('a canister of this deployment cannot state what is not its to state', () => {
    const { receive, seen } = receiver();
    const kind = facts.checkedIn.kind;
    const forged = { stream: 1n, facts: [fact(1n), { ...fact(2n), kind }] };
    expect(receive(forged)).toEqual({ Err: { StrangerCanister: null } });
    expect(seen).toEqual([]);
  });
  test('a kind that only a newer canister knows is acknowledged without effect', () => {
    const { receive, seen } = receiver();
    const unknown = { stream: 1n, facts: [{ ...fact(1n), kind: 999 }, fact(2n)] };
    expect(receive(unknown)).toEqual({ Ok: { received_through: 2n } });
    expect(seen).toEqual([someone(2).toHex()]);
  });
  test('too large a batch is refused with the limit', () => {
    const { receive } = receiver();
    const seqs = Array.from({ length: FACTS_PER_BATCH_MAX + 1 }, (_, i) => BigInt(i + 1));
    expect(receive(batch(1n, ...seqs))).toEqual({
      Err: { TooMany: { limit: FACTS_PER_BATCH_MAX } },
    });
  });
  test('a sender that was installed anew is not taken for a repetition', () => {
    const { receive, seen } = receiver();
    receive(batch(1n, 1n, 2n));
    expect(receive(batch(2n, 1n))).toEqual({ Ok: { received_through: 1n } });
    expect(seen).toHaveLength(3);
  });
  test('the cursor outlives an upgrade', () => {
    const map = memoryMap();
    receiver(map).receive(batch(1n, 1n));
    const after = receiver(map);
    after.receive(batch(1n, 1n, 2n));
    expect(after.seen).toEqual([someone(2).toHex()]);
  });
});

describe('sending facts', () => {
  test('every fact arrives once and in order over a network that loses and repeats', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('ok', 'lost', 'answerLost'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 350 }),
        async (fates, count) => {
          const { receive, seen } = receiver();
          const queue = [...fates];
          const from = sender(memoryMap(), async (given) => {
            const fate = queue.shift() ?? 'ok';
            if (fate === 'lost') throw { type: 'CallRejected', rejectMessage: 'stopped' };
            const reply = receive(given) as Delivery;
            if (fate === 'answerLost') throw new Error('no answer');
            return reply;
          });
          from.outbox.begin();
          for (let n = 0; n < count; n++) register(from, n);
          await from.pass(900);
          expect(seen).toEqual(Array.from({ length: count }, (_, n) => someone(n).toHex()));
          expect(from.outbox.status()[0]).toMatchObject({ backlog: 0n, attempts: 0 });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a receiver that is down is tried less and less often, says why, and misses nothing', async () => {
    const tries: bigint[] = [];
    let down = true;
    const { receive, seen } = receiver();
    const from = sender(memoryMap(), async (given) => {
      tries.push(given.facts[0].seq);
      if (down) throw { type: 'CallRejected', rejectMessage: 'canister is stopped' };
      return receive(given) as Delivery;
    });
    register(from, 1);
    await from.pass(300);
    expect(tries.length).toBeGreaterThan(6);
    expect(tries.length).toBeLessThan(14);
    expect(from.outbox.status()[0]).toMatchObject({
      receiver: 'profile',
      backlog: 1n,
      last_error: ['canister is stopped'],
    });
    down = false;
    await from.pass(61);
    expect(seen).toEqual([someone(1).toHex()]);
  });

  test('never has two batches on the way to one receiver', async () => {
    let onTheWay = 0;
    let most = 0;
    const { receive } = receiver();
    const from = sender(memoryMap(), async (given) => {
      most = Math.max(most, ++onTheWay);
      await new Promise(setImmediate);
      onTheWay--;
      return receive(given) as Delivery;
    });
    for (let n = 0; n < 250; n++) register(from, n);
    from.outbox.start();
    from.outbox.start();
    await from.pass(5);
    expect(most).toBe(1);
  });

  test('goes on after an upgrade where it stood', async () => {
    const map = memoryMap();
    const { receive, seen } = receiver();
    const before = sender(map, async () => Promise.reject(new Error('stopped')));
    register(before, 1);
    await before.pass(3);
    const after = sender(map, async (given) => receive(given) as Delivery);
    after.outbox.start();
    await after.pass(1);
    expect(seen).toEqual([someone(1).toHex()]);
  });

  test('keeps batches small enough to send, however large the facts are', async () => {
    const large: FactKind<Uint8Array> = {
      kind: 500,
      name: 'large',
      codec: { encode: (bytes) => bytes, decode: (bytes) => bytes },
    };
    const sizes: number[] = [];
    const { receive } = receiver();
    const from = sender(memoryMap(), async (given) => {
      sizes.push(given.facts.reduce((sum, { body }) => sum + body.length, 0));
      return receive(given) as Delivery;
    });
    for (let n = 0; n < 10; n++) from.outbox.append('profile', large, new Uint8Array(60_000));
    await from.pass(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(600_000);
  });
});

describe('a fact that its receiver traps on', () => {
  const trap = { rejectMessage: 'IC0503: Canister called `ic0.trap` with message: QIKCARD_BUG' };
  /** A receiver that chokes on some facts until it is repaired. */
  function choking(poison: number[], map = memoryMap()) {
    const { receive, seen } = receiver();
    const state = { poison };
    const isPoison = (body: Uint8Array) =>
      state.poison.some((n) =>
        Buffer.from(body).equals(facts.userRegistered.codec.encode({ principal: someone(n) })),
      );
    const from = sender(map, async (given) => {
      if (given.facts.some(({ body }) => isPoison(body))) throw trap;
      return receive(given) as Delivery;
    });
    return { from, seen, state };
  }
  const numbers = (...list: number[]) => list.map((n) => someone(n).toHex());
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

  test('is put aside after some minutes; the facts around it arrive in order', async () => {
    const { from, seen } = choking([3]);
    for (const n of upTo(60)) register(from, n);
    await from.pass(60);
    expect(seen).toEqual(numbers(0, 1, 2));
    await from.pass(300);
    expect(seen).toEqual(numbers(...upTo(60).filter((n) => n !== 3)));
    expect(from.outbox.deadLetters('profile')).toMatchObject([
      { seq: 4n, kind: 3, reason: expect.stringContaining('QIKCARD_BUG') },
    ]);
    expect(from.outbox.status()[0]).toMatchObject({ backlog: 0n, dead: 1 });
  });

  test('arrives once when an admin sends it again after the repair, also after an upgrade', async () => {
    const map = memoryMap();
    const { from } = choking([1, 2], map);
    for (const n of upTo(4)) register(from, n);
    await from.pass(900);
    const after = choking([], map);
    expect(after.from.outbox.deadLetters('profile').map(({ seq }) => seq)).toEqual([2n, 3n]);
    // Another receiver object: its cursor starts where the sender stands.
    expect(after.from.outbox.retryDead('profile', [3n])).toBe(1);
    expect(after.from.outbox.retryDead('profile', [3n])).toBe(0);
    await after.from.pass(2);
    expect(after.seen).toEqual(numbers(2));
    expect(after.from.outbox.retryDead('profile', [])).toBe(1);
    await after.from.pass(2);
    expect(after.seen).toEqual(numbers(2, 1));
    expect(after.from.outbox.deadLetters('profile')).toEqual([]);
  });

  test('goes for good when an admin gives it up by its number, and no other one with it', async () => {
    const { from, seen, state } = choking([1, 2]);
    for (const n of upTo(4)) register(from, n);
    await from.pass(900);
    expect(from.outbox.discardDead('profile', [])).toBe(0);
    expect(from.outbox.discardDead('profile', [2n, 9n])).toBe(1);
    expect(from.outbox.deadLetters('profile').map(({ seq }) => seq)).toEqual([3n]);
    state.poison = [];
    from.outbox.retryDead('profile', []);
    await from.pass(2);
    expect(seen).toEqual(numbers(0, 3, 2));
  });

  test('is not given up while the receiver is stopped, under maintenance or out of cycles', async () => {
    for (const rejectMessage of [
      'IC0508: Canister aaaaa-aa is stopped',
      'IC0503: Canister called `ic0.trap` with message: QIKCARD_MAINTENANCE later',
      'IC0207: Canister aaaaa-aa is out of cycles',
    ]) {
      const from = sender(memoryMap(), async () => Promise.reject({ rejectMessage }));
      register(from, 1);
      await from.pass(1_800);
      expect(from.outbox.status()[0], rejectMessage).toMatchObject({ backlog: 1n, dead: 0 });
    }
  });

  test('a receiver that chokes on everything is waited for: only 100 facts are put aside', async () => {
    const { from, state, seen } = choking(upTo(103));
    for (const n of upTo(103)) register(from, n);
    await from.pass(103 * 200);
    expect(from.outbox.status()[0]).toMatchObject({ dead: 100, backlog: 3n });
    state.poison = [];
    await from.pass(61);
    expect(seen).toEqual(numbers(100, 101, 102));
    from.outbox.retryDead('profile', []);
    await from.pass(5);
    expect(seen).toEqual(numbers(100, 101, 102, ...upTo(100)));
  }, 30_000);
});

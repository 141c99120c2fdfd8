import { describe, expect, test } from 'vitest';
import { memoryMap, type RawMap } from './memory-map.ts';
import { createSecrets } from './secrets.ts';

const DAY = 86_400;

function started(map: RawMap = memoryMap(), startNs = 0n) {
  let nowNs = startNs;
  let drawn = 0;
  let failing = false;
  const timers: { atNs: bigint; run: () => Promise<void> }[] = [];
  const seeds: number[] = [];
  const secrets = createSecrets({
    map,
    nowNs: () => nowNs,
    rawRand: async () => {
      if (failing) throw { type: 'CallRejected' };
      return new Uint8Array(32).fill(++drawn + Number(startNs % 97n));
    },
    seedRandomness: (seed) => void seeds.push(seed[0]),
    randomBytes: (length) => new Uint8Array(length).fill(1),
    setTimer: (seconds, run) =>
      void timers.push({ atNs: nowNs + BigInt(seconds) * 1_000_000_000n, run }),
  });
  secrets.start(DAY);
  return {
    secrets,
    seeds,
    fail: (is: boolean) => {
      failing = is;
    },
    async pass(seconds: number) {
      const end = nowNs + BigInt(seconds) * 1_000_000_000n;
      for (;;) {
        timers.sort((a, b) => Number(a.atNs - b.atNs));
        if (timers.length === 0 || timers[0].atNs > end) break;
        const due = timers.shift()!;
        if (due.atNs > nowNs) nowNs = due.atNs;
        await due.run();
      }
      nowNs = end;
    },
  };
}

describe('secrets', () => {
  test('nothing is issued before the first random bytes have come', async () => {
    const { secrets, pass } = started();
    expect(secrets.ready()).toBe(false);
    expect(secrets.currentKey()).toBeUndefined();
    expect(() => secrets.randomBytes(16)).toThrow('before the generator was seeded');
    await pass(0);
    expect(secrets.ready()).toBe(true);
    expect(secrets.currentKey()?.secret).toHaveLength(32);
    expect(secrets.randomBytes(16)).toHaveLength(16);
  });
  test('the key and the seed are different draws', async () => {
    const { secrets, seeds, pass } = started();
    await pass(0);
    expect(seeds).not.toContain(secrets.currentKey()?.secret[0]);
  });
  test('keys change daily; the one before is still known, older ones are gone', async () => {
    const { secrets, pass } = started();
    await pass(DAY - 1);
    expect(secrets.currentKey()?.id).toBe(1);
    await pass(2 * DAY);
    expect(secrets.currentKey()?.id).toBe(3);
    expect(secrets.keyById(2)?.secret).not.toEqual(secrets.currentKey()?.secret);
    expect(secrets.keyById(1)).toBeUndefined();
  });
  test('the generator is seeded again every hour', async () => {
    const { seeds, pass } = started();
    await pass(3 * 3_600);
    expect(new Set(seeds).size).toBe(4);
  });
  test('after an upgrade keys are the same, but no random bytes until they are seeded anew', async () => {
    const map = memoryMap();
    const before = started(map);
    await before.pass(10);
    const after = started(map, 10_000_000_000n);
    expect(after.secrets.currentKey()).toEqual(before.secrets.currentKey());
    expect(after.secrets.ready()).toBe(false);
    await after.pass(0);
    expect(after.secrets.ready()).toBe(true);
    expect(after.secrets.currentKey()?.id).toBe(1);
  });
  test('a refused draw is tried again', async () => {
    const { secrets, pass, fail } = started();
    fail(true);
    await pass(5);
    expect(secrets.ready()).toBe(false);
    fail(false);
    await pass(2);
    expect(secrets.ready()).toBe(true);
  });
});

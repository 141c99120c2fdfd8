import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveLoop } from './live-loop.ts';
import { toyMessage, toyReplica } from './toy-replica.ts';

const ms = 1_000_000n;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function live() {
  const replica = toyReplica();
  const settled = vi.fn();
  const loop = new LiveLoop(replica, (work) => work(), settled);
  return { replica, loop, settled };
}
const submit = (replica: ReturnType<typeof toyReplica>, id: number) =>
  replica.submitIngress(Uint8Array.of(id), toyMessage(String(id)), undefined, undefined);

describe('live mode', () => {
  it('executes a message at once, at the real time, and then sleeps', async () => {
    const { replica, loop, settled } = live();
    loop.start(0);
    await vi.advanceTimersByTimeAsync(250);
    submit(replica, 7);
    const answered = loop.progress(Uint8Array.of(7));
    await vi.advanceTimersByTimeAsync(1);
    await answered;
    expect(replica.state.log).toEqual([`7 ${1_250n * ms}`]);
    expect(settled).toHaveBeenCalled();
    const { rounds } = replica;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(replica.rounds).toBe(rounds);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('wakes up for a timer and not before', async () => {
    const { replica, loop } = live();
    replica.timer = 5_000n * ms;
    loop.start(0);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(replica.state.log).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(replica.state.log).toHaveLength(1);
  });

  it('holds updates back by the artificial delay', async () => {
    const { replica, loop } = live();
    loop.start(500);
    submit(replica, 3);
    void loop.progress(Uint8Array.of(3));
    await vi.advanceTimersByTimeAsync(400);
    expect(replica.state.log).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(replica.state.log).toHaveLength(1);
  });

  it('a call that is not answered stops waiting after ten seconds', async () => {
    const { loop } = live();
    loop.start(0);
    const waiting = loop.progress(Uint8Array.of(9));
    await vi.advanceTimersByTimeAsync(10_001);
    await waiting;
  });

  it('reads renew a stale time, not a fresh one, and nothing when stopped', async () => {
    const { replica, loop } = live();
    loop.start(0);
    const started = replica.certifiedTimeNs();
    await vi.advanceTimersByTimeAsync(400);
    loop.refreshTime();
    expect(replica.certifiedTimeNs()).toBe(started);
    await vi.advanceTimersByTimeAsync(400);
    loop.refreshTime();
    expect(replica.certifiedTimeNs()).toBe(1_800n * ms);
    loop.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    loop.refreshTime();
    expect(replica.certifiedTimeNs()).toBe(1_800n * ms);
  });

  it('does not turn time back when the network is ahead of the clock', async () => {
    const { replica, loop } = live();
    replica.setTimeNs(99_000n * ms);
    loop.start(0);
    submit(replica, 1);
    await loop.progress(Uint8Array.of(1)).constructor;
    await vi.advanceTimersByTimeAsync(10);
    expect(replica.state.log).toEqual([`1 ${99_000n * ms}`]);
  });
});

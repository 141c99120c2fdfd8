import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Activity } from './activity.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a server is idle since the end of the last request', async () => {
  const activity = new Activity();
  const work = activity.during(
    () => {},
    async () => {},
  );
  await work;
  vi.advanceTimersByTime(700);
  expect(activity.idleMs()).toBe(700);
});

test('it is not idle while a client waits, but is once that client has gone', async () => {
  const activity = new Activity();
  let gone = () => {};
  const onGone = (callback: () => void) => {
    gone = callback;
  };
  void activity.during(onGone, () => new Promise(() => {}));
  vi.advanceTimersByTime(60_000);
  expect(activity.idleMs()).toBe(0);
  gone();
  vi.advanceTimersByTime(1_000);
  expect(activity.idleMs()).toBe(1_000);
});

test('a request that never ends counts for five minutes at most', () => {
  const activity = new Activity();
  void activity.during(
    () => {},
    () => new Promise(() => {}),
  );
  vi.advanceTimersByTime(300_000);
  expect(activity.idleMs()).toBe(300_000);
});

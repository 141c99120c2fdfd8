import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accept,
  block,
  type Change,
  decline,
  listOf,
  type Pair,
  remove,
  request,
  strangers,
  unblock,
  withdraw,
} from './connection.ts';

const start: Pair = { mine: strangers, theirs: strangers };
const other = ({ mine, theirs }: Pair): Pair => ({ mine: theirs, theirs: mine });
const asked = request(start, 1n) as Change;

test('a request arrives, is told, and is accepted by both asking', () => {
  expect([asked.mine.state, asked.theirs.state, asked.tell]).toEqual([
    'sent',
    'received',
    'ConnectionRequested',
  ]);
  const accepted = request(other(asked), 2n) as Change;
  expect([accepted.mine.state, accepted.theirs.state]).toEqual(['connected', 'connected']);
  expect(accepted).toEqual(accept(other(asked), 2n));
});

test('a declined request goes on waiting for the one who asked, and does not come back at once', () => {
  const declined = decline(other(asked), 2n) as Change;
  expect([declined.mine.state, declined.theirs.state]).toEqual(['none', 'sent']);
  const again = request(other(declined), 3n) as Change;
  expect([again.theirs.state, again.tell]).toEqual(['none', undefined]);
  const later = request(other(declined), 3n + 31n * 86_400_000_000_000n) as Change;
  expect([later.theirs.state, later.tell]).toEqual(['received', 'ConnectionRequested']);
});

test('a blocked person sees what somebody sees whose request waits', () => {
  const blocked = block(start, 1n);
  const theirRequest = request(other(blocked), 2n) as Change;
  expect(theirRequest.mine).toEqual((request(start, 2n) as Change).mine);
  expect(theirRequest.theirs).toEqual(blocked.mine);
  expect(theirRequest.tell).toBeUndefined();
});

test('blocking ends a connection for both and unblocking does not bring it back', () => {
  const connected = accept(other(asked), 2n) as Change;
  const free = unblock(block(connected, 3n));
  expect([listOf(free.mine), listOf(free.theirs)]).toEqual([undefined, undefined]);
  expect(request(block(connected, 3n), 4n)).toBe('blocked by oneself');
});

test('what is not there cannot be accepted, declined, withdrawn or removed', () => {
  for (const step of [accept, decline, withdraw, remove]) expect(step(start, 1n)).toBeUndefined();
});

test('both sides always agree on being connected, whatever the two do', () => {
  const steps = [request, accept, decline, withdraw, remove, block, unblock] as const;
  const acts = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.boolean()), { maxLength: 30 });
  fc.assert(
    fc.property(acts, (list) => {
      let pair = start;
      list.forEach(([index, swapped], i) => {
        const step = steps[index] as (pair: Pair, nowNs: bigint) => Change | undefined | string;
        const done = step(swapped ? other(pair) : pair, BigInt(i));
        if (typeof done === 'object') pair = swapped ? other(done) : done;
        expect(pair.mine.state === 'connected').toBe(pair.theirs.state === 'connected');
        if (pair.mine.state === 'received') expect(pair.theirs.state).toBe('sent');
        if (pair.mine.blocked) expect(pair.mine.state).toBe('none');
      });
    }),
  );
});

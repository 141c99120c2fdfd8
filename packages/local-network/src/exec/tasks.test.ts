import { expect, test } from 'vitest';
import { type Canister, TestNetwork } from '../replica/test-network.ts';
import {
  type CanisterSource,
  drop,
  i32,
  increment,
  replyFrom,
  replyText,
  store64,
  sys,
  text,
  unreachable,
} from '../wasm/assembler.ts';

const SECOND = 1_000_000_000n;

const clock: CanisterSource = {
  exports: {
    // the argument is the time at which the timer is due, 8 bytes
    'canister_update set': [
      i32(64),
      i32(0),
      i32(8),
      sys('msg_arg_data_copy'),
      [...i32(64), 0x29, 3, 0],
      sys('global_timer_set'),
      drop,
      ...replyText('set'),
    ],
    'canister_query count': replyFrom(0, 1),
    'canister_query time': [i32(32), sys('time'), store64, ...replyFrom(32, 8)],
    canister_global_timer: [increment(0)],
  },
};

const at = (ns: bigint) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, ns, true);
  return bytes;
};
const counted = (network: TestNetwork, canister: Canister) =>
  network.query(canister, 'count').charCodeAt(0);
const timeSeen = (network: TestNetwork, canister: Canister) => {
  const response = network.queryRaw(canister, 'time', new Uint8Array(0));
  if (response.kind !== 'reply') throw new Error(response.message);
  return new DataView(new Uint8Array(response.bytes).buffer).getBigUint64(0, true);
};

test('a timer runs once, in the first round at or after its time', () => {
  const network = new TestNetwork();
  const canister = network.deploy(clock);
  const due = network.replica.timeNs() + 5n * SECOND;
  network.update(canister, 'set', at(due));
  expect(network.replica.nextTimerNs()).toBe(due);
  expect(network.replica.hasWork()).toBe(false);
  network.replica.setTimeNs(due - 1n);
  network.replica.executeRound();
  expect(counted(network, canister)).toBe(0);
  network.replica.setTimeNs(due + SECOND);
  expect(network.replica.hasWork()).toBe(true);
  network.replica.executeRound();
  network.replica.executeRound();
  expect(counted(network, canister)).toBe(1);
  expect(network.replica.nextTimerNs()).toBeUndefined();
});

test('an upgrade clears the timer', () => {
  const network = new TestNetwork();
  const canister = network.deploy(clock);
  network.update(canister, 'set', at(network.replica.timeNs() + SECOND));
  network.install(canister, clock, { upgrade: [] });
  expect(network.replica.nextTimerNs()).toBeUndefined();
});

test('a timer that traps is not run again', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: { ...clock.exports, canister_global_timer: [increment(0), unreachable] },
  });
  network.update(canister, 'set', at(1n));
  network.run();
  expect(counted(network, canister)).toBe(0);
  expect(network.replica.hasWork()).toBe(false);
});

test('the heartbeat runs in every round', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: { canister_heartbeat: [increment(0)], 'canister_query count': replyFrom(0, 1) },
  });
  const before = counted(network, canister);
  for (let i = 0; i < 3; i++) network.replica.executeRound();
  expect(counted(network, canister)).toBe(before + 3);
  expect(network.replica.hasWork()).toBe(false); // not again before a second has passed
  expect(network.replica.nextTimerNs()).toBe(network.replica.certifiedTimeNs() + SECOND);
});

test('a canister that lacks memory is told once', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      canister_on_low_wasm_memory: [increment(0)],
      'canister_query count': replyFrom(0, 1),
    },
  });
  const rounds = (count: number) => {
    for (let i = 0; i < count; i++) network.replica.executeRound();
  };
  rounds(2);
  expect(counted(network, canister)).toBe(0);
  network.configure(canister, { wasm_memory_limit: 100_000n, wasm_memory_threshold: 50_000n });
  rounds(3);
  expect(counted(network, canister)).toBe(1);
});

test('queries see the time of the last round, and reading does not move time', () => {
  const network = new TestNetwork();
  const canister = network.deploy(clock);
  const certified = network.replica.certifiedTimeNs();
  const next = network.replica.timeNs();
  expect(timeSeen(network, canister)).toBe(certified);
  expect(network.replica.timeNs()).toBe(next);
  const later = next + 60n * SECOND;
  network.replica.setTimeNs(later);
  expect(timeSeen(network, canister)).toBe(certified);
  network.replica.executeRound();
  expect(timeSeen(network, canister)).toBe(later);
});

test('a round moves time by 1 ns only if it stood still', () => {
  const network = new TestNetwork();
  network.replica.executeRound();
  const first = network.replica.certifiedTimeNs();
  network.replica.executeRound();
  expect(network.replica.certifiedTimeNs()).toBe(first + 1n);
  network.replica.setTimeNs(first + 500n);
  network.replica.executeRound();
  expect(network.replica.certifiedTimeNs()).toBe(first + 500n);
});

test('time cannot be set back', () => {
  const network = new TestNetwork();
  network.replica.executeRound();
  expect(() => network.replica.setTimeNs(1n)).toThrow('backwards');
});

test('the certified time can be set at once', () => {
  const network = new TestNetwork();
  const canister = network.deploy(clock);
  const later = network.replica.timeNs() + SECOND;
  network.replica.setCertifiedTimeNs(later);
  expect(timeSeen(network, canister)).toBe(later);
});

test('inspect_message decides which messages of users are accepted', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      // accepts messages with an argument
      canister_inspect_message: [
        sys('msg_arg_data_size'),
        [0x04, 0x40],
        sys('accept_message'),
        [0x0b],
      ],
      'canister_update x': replyText('x'),
    },
  });
  const inspect = (arg: string) =>
    network.replica.inspectIngress(
      {
        sender: Uint8Array.of(4),
        canisterId: canister.id,
        method: 'x',
        arg: new TextEncoder().encode(arg),
      },
      canister.id,
    );
  expect(inspect('argument')).toBeUndefined();
  expect(inspect('')?.errorCode).toBe('IC0406');
});

test('printed lines and traps are in the log, also of messages that failed', () => {
  const lines: string[] = [];
  const network = new TestNetwork({
    onLog: ({ content }) => lines.push(new TextDecoder().decode(content)),
  });
  const canister = network.deploy({
    exports: {
      'canister_update fail': [text('about to fail'), sys('debug_print'), text('now'), sys('trap')],
    },
  });
  network.update(canister, 'fail');
  expect(lines).toEqual(['about to fail']);
  const { canister_log_records } = network.manage('fetch_canister_logs', {
    canister_id: canister.principal,
  }) as { canister_log_records: { idx: bigint; content: Uint8Array }[] };
  const contents = canister_log_records.map(({ content }) => new TextDecoder().decode(content));
  expect(contents[0]).toBe('about to fail');
  expect(contents[1]).toContain("[TRAP]: Canister called `ic0.trap` with message: 'now'");
});

test('the performance counter counts this message, and all messages of a call', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      'canister_update count': [
        [...i32(0)],
        i32(0),
        sys('performance_counter'),
        store64,
        ...replyFrom(0, 8),
      ],
    },
  });
  const id = network.send(canister.id, 'count', new Uint8Array(0));
  network.run();
  const status = network.replica.ingressStatus(id);
  if (status?.status !== 'replied') throw new Error(status?.status);
  // entry 1 + 9 instructions up to the final store and reply, call weights, and 200 for the call
  const counted64 = new DataView(new Uint8Array(status.bytes).buffer).getBigUint64(0, true);
  expect(counted64).toBe(200n + staticCost());
});

/** The whole straight function is charged at its entry: 2 calls more come after the counter. */
const staticCost = () => BigInt(1 + 1 + 1 + 5 + 1 + (1 + 1 + 5) + 5);

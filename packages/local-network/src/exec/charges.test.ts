import { expect, test } from 'vitest';
import { TestNetwork } from '../replica/test-network.ts';
import { type Code, drop, i32, i64, replyText, sys, text } from '../wasm/assembler.ts';

const EMPTY = 1; // entering a function

/** Instructions of one update with this code; the canister has one page of stable memory. */
function instructions(code: Code): number {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      canister_init: [i64(1), sys('stable64_grow'), drop],
      'canister_update run': code,
    },
  });
  const before = network.replica.instructionsOf(canister.id);
  network.update(canister, 'run');
  return network.replica.instructionsOf(canister.id) - before;
}

test('a System API call costs its weight, 5 for calling, and 500', () => {
  expect(instructions([])).toBe(EMPTY);
  expect(instructions([sys('time'), drop])).toBe(EMPTY + 5 + 1 + 500);
  expect(instructions([i32(0), i32(0), sys('is_controller'), drop])).toBe(EMPTY + 2 + 5 + 1 + 1000);
});

test('a byte of the reply costs 50', () => {
  const empty = instructions([i32(0), i32(0), sys('msg_reply_data_append'), sys('msg_reply')]);
  expect(empty).toBe(EMPTY + 2 + 5 + 500 + 5 + 500);
  expect(instructions(replyText('0123456789'))).toBe(empty + 10 * 50);
});

test('a 4 KiB piece of stable memory costs 1,000 when a message first changes it', () => {
  const write = (offset: number, size: number): Code => [
    i64(offset),
    i64(0),
    i64(size),
    sys('stable64_write'),
  ];
  const once = EMPTY + 3 + 5 + 20 + 8 + 1000;
  expect(instructions(write(0, 8))).toBe(once);
  expect(instructions([...write(0, 8), ...write(100, 8)])).toBe(once + 3 + 5 + 20 + 8);
  expect(instructions(write(4092, 8))).toBe(once + 1000);
});

test('reading stable memory costs 20 and 1 per byte', () => {
  const read: Code = [i64(0), i64(0), i64(100), sys('stable64_read')];
  expect(instructions(read)).toBe(EMPTY + 3 + 5 + 20 + 100);
});

test('the fee on 13 nodes is 5 million and 1 for every instruction, with 1.2 million for ingress', () => {
  const network = new TestNetwork();
  const canister = network.deploy({ exports: { 'canister_update run': replyText('') } });
  const [cycles, used] = [network.cycles(canister), network.replica.instructionsOf(canister.id)];
  network.update(canister, 'run', 'four');
  const executed = BigInt(network.replica.instructionsOf(canister.id) - used);
  const ingress = 1_200_000n + 2_000n * BigInt('four'.length + 'run'.length);
  expect(cycles - network.cycles(canister)).toBe(5_000_000n + executed + ingress);
});

test('fees grow with the number of nodes, and system subnets are free', () => {
  const spent = (subnets: ConstructorParameters<typeof TestNetwork>[0]) => {
    const network = new TestNetwork(subnets);
    const canister = network.deploy({ exports: { 'canister_update run': replyText('') } });
    const before = network.cycles(canister);
    network.update(canister, 'run');
    return Number(before - network.cycles(canister));
  };
  const usual = spent({ subnets: [{ kind: 'Application' }] });
  const large = spent({ subnets: [{ kind: 'Fiduciary', size: 26 }] });
  expect(Math.abs(large - 2 * usual)).toBeLessThanOrEqual(2); // rounding
  expect(spent({ subnets: [{ kind: 'System' }] })).toBe(0);
});

test('a canister pays for its memory as time passes, and loses its code when it cannot', () => {
  const network = new TestNetwork();
  const code = { exports: { 'canister_query hi': replyText('hi') } };
  const canister = network.create({ settings: { freezing_threshold: 0n } });
  network.install(canister, code);
  const before = network.cycles(canister);
  network.replica.setTimeNs(network.replica.timeNs() + 86_400_000_000_000n);
  network.replica.executeRound();
  const perDay = before - network.cycles(canister);
  // 65,536 bytes of heap at 127,000 cycles per GiB and second
  expect(perDay).toBeGreaterThan((65_536n * 127_000n * 86_400n) / 1024n ** 3n);
  expect(perDay).toBeLessThan((70_000n * 127_000n * 86_400n) / 1024n ** 3n);
  const years = (before / perDay + 1n) * 86_400_000_000_000n;
  network.replica.setTimeNs(network.replica.timeNs() + years);
  network.replica.executeRound();
  expect(network.query(canister, 'hi')).toContain('IC0537');
  expect(network.cycles(canister)).toBe(0n);
});

test('a frozen canister answers no queries until it gets cycles', () => {
  const network = new TestNetwork();
  const canister = network.deploy({ exports: { 'canister_query hi': replyText('hi') } });
  network.configure(canister, { freezing_threshold: 10n ** 15n });
  expect(network.query(canister, 'hi')).toMatch(/IC0207.*frozen/);
  expect(network.update(canister, 'hi')).toContain('IC0207');
});

/** Calls as often, and replies with the sum of the results of `call_perform` (2 for a failure). */
const callTimes = (count: number): Code => [
  [...i32(count), 0x21, 1, 0x03, 0x40],
  i32(0),
  i32(0),
  text('raw_rand'),
  i32(0),
  i32(0),
  i32(0),
  i32(0),
  sys('call_new'),
  [...i32(16), ...i32(16), 0x28, 2, 0],
  sys('call_perform'),
  [0x6a, 0x36, 2, 0, 0x20, 1, ...i32(1), 0x6b, 0x22, 1, 0x0d, 0, 0x0b],
  i32(16),
  i32(1),
  sys('msg_reply_data_append'),
  sys('msg_reply'),
];

test.each([
  [500, 0],
  [503, 6],
])('of %i calls to one canister at once, those beyond 500 fail: sum %i', (count, sum) => {
  const network = new TestNetwork();
  const canister = network.create({ cycles: 10n ** 18n });
  network.install(canister, {
    exports: { 'canister_update call': callTimes(count) },
    table: [[]],
  });
  expect(network.update(canister, 'call').charCodeAt(0)).toBe(sum);
});

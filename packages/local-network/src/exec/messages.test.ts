import { expect, test } from 'vitest';
import { TestNetwork, user } from '../replica/test-network.ts';
import {
  type CanisterSource,
  drop,
  forever,
  globalGet,
  globalSet,
  i32,
  i64,
  increment,
  memoryGrow,
  replyFrom,
  replyText,
  store,
  sys,
  text,
  unreachable,
} from '../wasm/assembler.ts';

/** Counts in the heap (cell 0), in a global and in stable memory at once. */
const count = [
  increment(0),
  [...globalGet(0), ...i32(1), 0x6a, ...globalSet(0)],
  i64(0),
  i64(0),
  i64(4),
  sys('stable64_write'),
];
const show = [
  // cell 8 := global, cell 12.. := stable memory
  [...i32(8), ...globalGet(0), ...store],
  i64(12),
  i64(0),
  i64(4),
  sys('stable64_read'),
  [...i32(4), ...i32(0), 0x28, 2, 0, ...store],
  ...replyFrom(4, 12),
];
const counter: CanisterSource = {
  globals: [0],
  exports: {
    canister_init: [i64(1), sys('stable64_grow'), drop],
    'canister_update add': [...count, ...replyText('added')],
    'canister_update fail': [...count, text('no'), sys('trap')],
    'canister_update crash': [...count, unreachable],
    'canister_update silent': [...count],
    canister_inspect_message: forever,
    'canister_update grow': [i32(3), memoryGrow, drop, unreachable],
    'canister_update twice': [...replyText('one'), ...replyText('two')],
    'canister_update refuse': [text('not today'), sys('msg_reject')],
    'canister_query show': show,
    'canister_query add_in_query': [...count, ...replyText('added')],
    'canister_query size': [[...i32(0), 0x3f, 0, ...store], ...replyFrom(0, 4)],
  },
};

const counts = (network: TestNetwork, canister: ReturnType<TestNetwork['deploy']>) => {
  const response = network.queryRaw(canister, 'show', new Uint8Array(0));
  if (response.kind !== 'reply') throw new Error(response.message);
  const view = new DataView(new Uint8Array(response.bytes).buffer);
  return [0, 4, 8].map((at) => view.getUint32(at, true));
};

test('an update changes heap, globals and stable memory for good', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  expect(network.update(canister, 'add')).toBe('added');
  expect(network.update(canister, 'add')).toBe('added');
  expect(counts(network, canister)).toEqual([2, 2, 2]);
});

test.each([
  ['fail', 'IC0503', "Canister called `ic0.trap` with message: 'no'"],
  ['crash', 'IC0502', 'Canister trapped: unreachable'],
])('when %s ends a message, all its changes are undone', (method, code, message) => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  network.update(canister, 'add');
  const answer = network.update(canister, method);
  expect(answer).toContain(code);
  expect(answer).toContain(message);
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

test('an endless message ends at its instruction limit', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  const message = { sender: user, canisterId: canister.id, method: 'add', arg: new Uint8Array(0) };
  const refusal = network.replica.inspectIngress(message, canister.id);
  expect(refusal?.errorCode).toBe('IC0522');
  expect(refusal?.message).toContain('limit of 200000000 instructions');
});

test('memory that a failed message added is gone again', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  network.update(canister, 'add');
  network.update(canister, 'grow');
  const size = network.queryRaw(canister, 'size', new Uint8Array(0));
  expect(size.kind === 'reply' && size.bytes[0]).toBe(1);
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

test('a failed message is paid for all the same', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  const before = network.cycles(canister);
  network.update(canister, 'fail');
  expect(before - network.cycles(canister)).toBeGreaterThan(5_000_000n);
});

test('an update that never replies is rejected, but its changes stay', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  expect(network.update(canister, 'silent')).toContain('IC0506');
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

test('a second reply in one call is a violation of the contract', () => {
  const network = new TestNetwork();
  expect(network.update(network.deploy(counter), 'twice')).toContain('IC0504');
});

test('a canister may reject a call, with its own words', () => {
  const network = new TestNetwork();
  expect(network.update(network.deploy(counter), 'refuse')).toBe('IC0406: not today');
});

test('what a query changes is gone, also when it is called as an update', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  expect(network.query(canister, 'add_in_query')).toBe('added');
  expect(counts(network, canister)).toEqual([0, 0, 0]);
  expect(network.update(canister, 'add_in_query')).toBe('added');
  expect(counts(network, canister)).toEqual([0, 0, 0]);
});

test('missing methods, canisters and modules have their own codes', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  const empty = network.create();
  expect(network.update(canister, 'nothing')).toContain('IC0536');
  expect(network.query(canister, 'nothing')).toContain('IC0536');
  expect(network.query(canister, 'add')).toContain('IC0536');
  expect(network.update(empty, 'add')).toContain('IC0537');
  expect(network.query(empty, 'add')).toContain('IC0537');
  const nobody = { ...empty, id: Uint8Array.from([...empty.id.slice(0, 7), 99, 1, 1]) };
  expect(network.update(nobody, 'add')).toContain('IC0301');
  expect(network.query(nobody, 'add')).toContain('IC0301');
});

test('the same request id is executed once', () => {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  const id = new Uint8Array(32).fill(3);
  const message = { sender: user, canisterId: canister.id, method: 'add', arg: new Uint8Array(0) };
  network.replica.submitIngress(id, message, canister.id, undefined);
  network.replica.submitIngress(id, message, canister.id, undefined);
  network.run();
  network.replica.submitIngress(id, message, canister.id, undefined);
  network.run();
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

test('System API functions are refused from the wrong entry points', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      'canister_query certify': [i32(0), i32(4), sys('certified_data_set')],
      'canister_update certificate': [sys('data_certificate_size'), drop],
      'canister_update accept': [sys('accept_message')],
      'canister_query code': [sys('msg_reject_code'), drop],
    },
  });
  for (const method of ['certify', 'code']) {
    expect(network.query(canister, method)).toMatch(/IC0504.*non replicated query mode/);
  }
  for (const method of ['certificate', 'accept']) {
    expect(network.update(canister, method)).toMatch(/IC0504.*update mode/);
  }
});

test('memory beyond its end cannot be given to the System API', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      'canister_update heap': [i32(65_530), i32(20), sys('msg_reply_data_append')],
      'canister_update stable': [i64(0), i64(0), i64(1), sys('stable64_write')],
    },
  });
  expect(network.update(canister, 'heap')).toContain('heap out of bounds');
  expect(network.update(canister, 'stable')).toContain('stable memory out of bounds');
});

test('certified data of a successful update is what certificates show', () => {
  const network = new TestNetwork();
  const set = [text('root'), sys('certified_data_set')];
  const canister = network.deploy({
    exports: {
      'canister_update set': [...set, ...replyText('ok')],
      'canister_update fail': [text('evil'), sys('certified_data_set'), unreachable],
    },
  });
  network.update(canister, 'set');
  network.update(canister, 'fail');
  const data = network.replica.canister(canister.id)?.certifiedData ?? new Uint8Array(0);
  expect(new TextDecoder().decode(data)).toBe('root');
});

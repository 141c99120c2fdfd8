import { deserialize, serialize } from 'node:v8';
import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import type { NativeCanister } from '../replica.ts';
import {
  type CanisterSource,
  drop,
  i32,
  i64,
  increment,
  replyFrom,
  replyText,
  sys,
  text,
} from '../wasm/assembler.ts';
import { ReplicaCore } from './core.ts';
import { nativeModule } from './native-module.ts';
import { hashState } from './state-hash.ts';
import { outcome, TestNetwork, user } from './test-network.ts';

const utf8 = (value: string) => new TextEncoder().encode(value);

/** Asks for random bytes and replies with them; counts its calls in the heap. */
const random: CanisterSource = {
  globals: [0],
  exports: {
    canister_init: [i64(1), sys('stable64_grow'), drop],
    'canister_update random': [
      increment(0),
      [0x23, 0, ...i32(1), 0x6a, 0x24, 0],
      i64(8),
      i64(0),
      i64(4),
      sys('stable64_write'),
      i32(0),
      i32(0),
      text('raw_rand'),
      i32(0),
      i32(0),
      i32(0),
      i32(0),
      sys('call_new'),
      text('DIDL\0\0'),
      sys('call_data_append'),
      sys('call_perform'),
      drop,
    ],
    'canister_query count': [[...i32(4), 0x23, 0, 0x36, 2, 0], ...replyFrom(0, 5)],
  },
  table: [
    [
      i32(64),
      i32(0),
      sys('msg_arg_data_size'),
      sys('msg_arg_data_copy'),
      i32(64),
      sys('msg_arg_data_size'),
      sys('msg_reply_data_append'),
      sys('msg_reply'),
    ],
  ],
};

function history(network: TestNetwork) {
  const canister = network.deploy(random);
  const answers = [1, 2, 3].map(() => network.update(canister, 'random'));
  return { canister, answers };
}

test('the same inputs give the same answers and the same state', () => {
  const [one, two] = [new TestNetwork(), new TestNetwork()];
  const answers = history(one).answers;
  expect(history(two).answers).toEqual(answers);
  expect(new Set(answers).size).toBe(3);
  expect(hashState(one.replica.exportState())).toBe(hashState(two.replica.exportState()));
  const other = new TestNetwork({ seed: 'another' });
  expect(history(other).answers).not.toEqual(answers);
});

test('a state that was written and read continues as if nothing had happened', () => {
  const network = new TestNetwork();
  const { canister } = history(network);
  const waiting = network.send(canister.id, 'random', new Uint8Array(0));
  const copy = ReplicaCore.fromState(deserialize(serialize(network.replica.exportState())), {});
  expect(hashState(copy.exportState())).toBe(hashState(network.replica.exportState()));
  const results = [network.replica, copy].map((replica) => {
    while (replica.hasWork()) replica.executeRound();
    const message = { sender: user, canisterId: canister.id, method: 'count', arg: utf8('') };
    const count = replica.query(message, { dataCertificate: () => utf8('') });
    return [outcome(replica.ingressStatus(waiting)), count, hashState(replica.exportState())];
  });
  expect(results[0]).toEqual(results[1]);
  expect(results[0]?.[0]).not.toBe('(received)');
});

test('calls between canisters survive a restart in the middle', () => {
  const network = new TestNetwork();
  const forward: CanisterSource = {
    exports: {
      'canister_update forward': [
        i32(256),
        i32(0),
        i32(10),
        sys('msg_arg_data_copy'),
        i32(256),
        i32(10),
        text('greet'),
        i32(0),
        i32(0),
        i32(0),
        i32(0),
        sys('call_new'),
        sys('call_perform'),
        drop,
      ],
    },
    table: [replyText('they answered')],
  };
  const a = network.deploy(forward);
  const at = network.replica.subnets[2]?.ranges.at(-1)?.start as Uint8Array;
  const b = network.deploy({ exports: { 'canister_update greet': replyText('hi') } }, { at });
  const id = network.send(a.id, 'forward', b.id);
  for (let i = 0; i < 4; i++) {
    network.replica = ReplicaCore.fromState(network.replica.exportState(), {});
    network.replica.executeRound();
  }
  expect(outcome(network.replica.ingressStatus(id))).toBe('they answered');
});

test('subnets have the ranges that tools expect', () => {
  const { replica } = new TestNetwork();
  for (const id of [
    'um5iw-rqaaa-aaaaq-qaaba-cai',
    'rkp4c-7iaaa-aaaaa-aaaca-cai',
    'ryjl3-tyaaa-aaaaa-aaaba-cai',
    'rdmx6-jaaaa-aaaaa-aaadq-cai',
  ]) {
    expect(replica.subnetOf(Principal.fromText(id).toUint8Array())?.kind).toBe('NNS');
  }
  expect(replica.subnetOf(replica.defaultEffectiveCanisterId())?.kind).toBe('Application');
  expect(replica.subnetOf(Uint8Array.of(1, 2, 3))).toBeUndefined();
});

const note: () => NativeCanister = () => {
  let text = '';
  return {
    candid: 'service : {}',
    start: (state, arg) => {
      text = (state as string | undefined) ?? new TextDecoder().decode(arg);
    },
    query: (method) => (method === 'read' ? { kind: 'reply', bytes: utf8(text) } : undefined),
    update: (method, arg, env) => {
      if (method === 'fail') throw new Error('native trouble');
      if (method !== 'write') return undefined;
      text = new TextDecoder().decode(arg);
      env.setCertifiedData(utf8(text));
      return { kind: 'reply', bytes: utf8('written') };
    },
    save: () => text,
  };
};

test('a native canister is installed, called, upgraded and restored like any other', () => {
  const network = new TestNetwork({ nativeCanisters: { note } });
  const canister = network.create();
  network.install(canister, nativeModule('note'), { install: null }, 'first');
  expect(network.query(canister, 'read')).toBe('first');
  expect(network.update(canister, 'write', 'second')).toBe('written');
  expect(network.update(canister, 'read')).toBe('second');
  expect(network.update(canister, 'fail')).toMatch(/IC0503.*native trouble/);
  expect(network.update(canister, 'unknown')).toContain('IC0536');
  network.install(canister, nativeModule('note'), { upgrade: [] }, 'ignored');
  expect(network.query(canister, 'read')).toBe('second');
  network.replica = ReplicaCore.fromState(network.replica.exportState(), {
    nativeCanisters: { note },
  });
  expect(network.query(canister, 'read')).toBe('second');
  expect(network.replica.canister(canister.id)?.certifiedData).toEqual(utf8('second'));
});

test('a module that names an unknown native canister is refused', () => {
  const network = new TestNetwork();
  expect(() => network.deploy(nativeModule('nobody'))).toThrow('no native canister "nobody"');
});

test('system canisters are put at their ids when the network starts', () => {
  const { replica } = new TestNetwork({ nativeCanisters: { note } });
  const id = Principal.fromText('um5iw-rqaaa-aaaaq-qaaba-cai').toUint8Array();
  replica.installNative(id, 'note', { arg: utf8('ledger') });
  const message = { sender: user, canisterId: id, method: 'read', arg: utf8('') };
  expect(replica.query(message, { dataCertificate: () => utf8('') })).toEqual({
    kind: 'reply',
    bytes: utf8('ledger'),
  });
});

test('stable memory can be read and replaced from outside', () => {
  const network = new TestNetwork();
  const canister = network.deploy(random);
  network.replica.setStableMemory(canister.id, utf8('outside'));
  const bytes = network.replica.stableMemory(canister.id);
  expect(bytes.length).toBe(65_536);
  expect(new TextDecoder().decode(bytes.subarray(0, 7))).toBe('outside');
});

test('statuses are forgotten after five minutes, not before', () => {
  const network = new TestNetwork();
  const canister = network.deploy(random);
  const id = network.send(canister.id, 'random', utf8(''));
  network.run();
  network.replica.pruneIngress();
  expect(network.replica.ingressStatus(id)?.status).toBe('replied');
  network.replica.setTimeNs(network.replica.timeNs() + 301_000_000_000n);
  network.replica.pruneIngress();
  expect(network.replica.ingressStatus(id)).toBeUndefined();
});

test('arguments of executed messages leave the state, statuses stay', () => {
  const network = new TestNetwork();
  const canister = network.deploy({ exports: { 'canister_update greet': replyText('hello') } });
  const large = new Uint8Array(1_000_000).fill(1);
  const id = network.send(canister.id, 'greet', large);
  const size = () => serialize(network.replica.exportState()).length;
  const waiting = size();
  network.run();
  expect(waiting - size()).toBeGreaterThan(900_000);
  expect(outcome(network.replica.ingressStatus(id))).toBe('hello');
  expect(network.replica.ingressSender(id)?.canisterId).toEqual(canister.id);
});

import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { ReplicaCore } from '../replica/core.ts';
import { hashState } from '../replica/state-hash.ts';
import { type Canister, stranger, TestNetwork } from '../replica/test-network.ts';
import {
  drop,
  globalGet,
  globalSet,
  i32,
  i64,
  increment,
  replyFrom,
  replyText,
  store,
  sys,
} from '../wasm/assembler.ts';

/** Counts in the heap (cell 0), in stable memory and in a global; has no upgrade hooks. */
const counter = {
  globals: [0],
  exports: {
    canister_init: [i64(1), sys('stable64_grow'), drop],
    'canister_update add': [
      increment(0),
      [...globalGet(0), ...i32(1), 0x6a, ...globalSet(0)],
      i64(0),
      i64(0),
      i64(4),
      sys('stable64_write'),
      ...replyText('ok'),
    ],
    'canister_query show': [
      [...i32(4), ...globalGet(0), ...store],
      i64(8),
      i64(0),
      i64(4),
      sys('stable64_read'),
      ...replyFrom(0, 9),
    ],
  },
};
const other = { exports: { 'canister_query hello': replyText('hello') } };
const plain = { sender_canister_version: [] };
type Taken = { id: Uint8Array; total_size: bigint; taken_at_timestamp: bigint };

function setup() {
  const network = new TestNetwork();
  const canister = network.deploy(counter);
  const named = { canister_id: canister.principal, ...plain };
  const at = canister.id;
  const take = (more: object = {}, sender?: Uint8Array) =>
    network.manage(
      'take_canister_snapshot',
      { ...named, replace_snapshot: [], uninstall_code: [], ...more },
      at,
      sender,
    ) as Taken;
  const load = (id: Uint8Array) =>
    network.manage('load_canister_snapshot', { ...named, snapshot_id: id }, at);
  const remove = (id: Uint8Array) =>
    network.manage('delete_canister_snapshot', { ...named, snapshot_id: id }, at);
  const list = (sender?: Uint8Array) =>
    network.manage('list_canister_snapshots', named, at, sender) as Taken[];
  return { network, canister, take, load, remove, list };
}
const counts = (network: TestNetwork, canister: Canister) => {
  const shown = network.query(canister, 'show');
  return [0, 4, 8].map((at) => shown.charCodeAt(at));
};

test('a loaded snapshot brings back code, heap, stable memory and globals', () => {
  const { network, canister, take, load } = setup();
  network.update(canister, 'add');
  network.update(canister, 'add');
  const { id } = take();
  network.update(canister, 'add');
  expect(counts(network, canister)).toEqual([3, 3, 3]);
  load(id);
  expect(counts(network, canister)).toEqual([2, 2, 2]);
  network.update(canister, 'add');
  network.install(canister, other, { reinstall: null });
  const { version } = network.status(canister);
  load(id); // as often as one likes
  expect(counts(network, canister)).toEqual([2, 2, 2]);
  expect(network.status(canister).version).toBe(version + 1n);
  network.update(canister, 'add');
  expect(counts(network, canister)).toEqual([3, 3, 3]);
});

test('snapshots are listed with their size, replaced and deleted, and count as memory', () => {
  const { network, canister, take, load, remove, list } = setup();
  const before = network.status(canister).memory_size;
  const first = take();
  const size = network.status(canister).memory_metrics['snapshots_size'];
  expect(size).toBe(first.total_size);
  expect(network.status(canister).memory_size - before).toBe(first.total_size);
  const second = take({ replace_snapshot: [first.id] });
  expect(list()).toEqual([second]);
  expect(() => load(first.id)).toThrow('Could not find the snapshot');
  remove(second.id);
  expect(list()).toEqual([]);
  expect(network.status(canister).memory_metrics['snapshots_size']).toBe(0n);
});

test('ten snapshots are the limit', () => {
  const { take } = setup();
  for (let i = 0; i < 10; i++) take();
  expect(() => take()).toThrow('maximum number of snapshots allowed: 10');
});

test('snapshots are for controllers; others may list them if the settings say so', () => {
  const { network, canister, take, list } = setup();
  expect(() => take({}, stranger)).toThrow('Only controllers');
  expect(() => list(stranger)).toThrow('Only controllers');
  const allowed_viewers = [Principal.fromUint8Array(stranger)];
  network.configure(canister, { snapshot_visibility: { allowed_viewers } });
  expect(list(stranger)).toEqual([]);
});

test('a snapshot may be taken while the code goes, and an empty canister has none to take', () => {
  const { network, canister, take, load } = setup();
  network.update(canister, 'add');
  const { id } = take({ uninstall_code: [true] });
  expect(network.status(canister).module_hash).toEqual([]);
  expect(() => take()).toThrow('no Wasm module');
  load(id);
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

test('snapshots are part of the saved state', () => {
  const { network, canister, take, load } = setup();
  network.update(canister, 'add');
  const { id } = take();
  network.update(canister, 'add');
  const saved = network.replica.exportState();
  network.replica = ReplicaCore.fromState(structuredClone(saved), {});
  expect(hashState(network.replica.exportState())).toBe(hashState(saved));
  load(id);
  expect(counts(network, canister)).toEqual([1, 1, 1]);
});

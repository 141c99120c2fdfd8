import { gzipSync } from 'node:zlib';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { sha256 } from '../crypto/bytes.ts';
import { type Canister, stranger, TestNetwork, user } from '../replica/test-network.ts';
import {
  assemble,
  drop,
  i32,
  i64,
  increment,
  replyFrom,
  replyText,
  sys,
  text,
  unreachable,
} from '../wasm/assembler.ts';
import { managementIdl } from './idl.ts';

const hello = { exports: { 'canister_query hello': replyText('hello') } };
/** Keeps a number in stable memory and one in the heap. */
const keeper = {
  exports: {
    canister_init: [i64(1), sys('stable64_grow'), drop, increment(0)],
    canister_pre_upgrade: [increment(0), i64(0), i64(0), i64(4), sys('stable64_write')],
    canister_post_upgrade: [i64(8), i64(0), i64(4), sys('stable64_read')],
    'canister_query heap': replyFrom(0, 1),
    'canister_query kept': replyFrom(8, 1),
  },
};
const broken = { exports: { canister_init: [unreachable], canister_post_upgrade: [unreachable] } };
const names = ({ principal }: Canister) => ({ canister_id: principal });
const plain = { sender_canister_version: [] };
const utf8 = new TextDecoder();

test('a canister is installed, upgraded and reinstalled', () => {
  const network = new TestNetwork();
  const canister = network.create();
  network.install(canister, keeper);
  expect(network.query(canister, 'heap')).toBe('\u0001');
  network.install(canister, keeper, { upgrade: [] });
  expect(network.query(canister, 'heap')).toBe('\0'); // the heap of new code is new
  expect(network.query(canister, 'kept')).toBe('\u0002'); // stable memory stays
  network.install(canister, keeper, { reinstall: null });
  expect(network.query(canister, 'kept')).toBe('\0');
});

test('an upgrade may skip the hook of the old code', () => {
  const network = new TestNetwork();
  const canister = network.deploy(keeper);
  const options = { skip_pre_upgrade: [true], wasm_memory_persistence: [] };
  network.install(canister, keeper, { upgrade: [options] });
  expect(network.query(canister, 'kept')).toBe('\0');
});

test('an upgrade that fails changes nothing, neither code nor memories', () => {
  const network = new TestNetwork();
  const canister = network.deploy(keeper);
  const before = network.status(canister);
  expect(() => network.install(canister, broken, { upgrade: [] })).toThrow('IC0502');
  expect(network.query(canister, 'heap')).toBe('\u0001');
  const after = network.status(canister);
  expect(after.module_hash).toEqual(before.module_hash);
  expect(after.version).toBe(before.version);
});

test('install needs an empty canister', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  expect(() => network.install(canister, hello)).toThrow(/IC0514.*not empty/);
  expect(() => network.install(network.create(), hello, { upgrade: [] })).toThrow('IC0537');
});

test('a compressed module is installed under the hash of what was uploaded', () => {
  const network = new TestNetwork();
  const compressed = new Uint8Array(gzipSync(assemble(hello)));
  const canister = network.create();
  network.install(canister, compressed);
  expect(network.query(canister, 'hello')).toBe('hello');
  expect(network.status(canister).module_hash).toEqual([sha256(compressed)]);
});

test('a module in chunks, also from the store of another canister', () => {
  const network = new TestNetwork();
  const [store, target] = [network.create(), network.create()];
  const wasm = assemble(hello);
  const parts = [wasm.slice(0, 40), wasm.slice(40)];
  const chunk_hashes_list = parts.map((chunk) =>
    network.manage('upload_chunk', { ...names(store), chunk }, store.id),
  );
  expect(network.manage('stored_chunks', names(store), store.id)).toHaveLength(2);
  const install = {
    mode: { install: null },
    target_canister: target.principal,
    store_canister: [store.principal],
    chunk_hashes_list,
    wasm_module_hash: sha256(wasm),
    arg: new Uint8Array(0),
    ...plain,
  };
  const wrong = { ...install, wasm_module_hash: sha256('other') };
  expect(() => network.manage('install_chunked_code', wrong, target.id)).toThrow('does not match');
  network.manage('install_chunked_code', install, target.id);
  expect(network.query(target, 'hello')).toBe('hello');
  network.manage('clear_chunk_store', names(store), store.id);
  expect(network.manage('stored_chunks', names(store), store.id)).toEqual([]);
});

test('only controllers manage a canister', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  const asStranger = (method: keyof typeof managementIdl, argument: object) => () =>
    network.manage(method, argument, canister.id, stranger);
  expect(asStranger('stop_canister', names(canister))).toThrow('IC0512');
  expect(asStranger('canister_status', names(canister))).toThrow('IC0512');
  expect(asStranger('uninstall_code', { ...names(canister), ...plain })).toThrow('IC0512');
  network.configure(canister, { status_visibility: { public: null } });
  expect(asStranger('canister_status', names(canister))).not.toThrow();
});

test('methods for canisters only are refused to users', () => {
  const network = new TestNetwork();
  expect(() => network.manage('raw_rand', {})).toThrow('Only canisters can call');
});

test('what the network cannot do is refused by name', () => {
  const network = new TestNetwork();
  const home = network.replica.defaultEffectiveCanisterId();
  const refusal = (method: string) =>
    network.replica.inspectIngress(
      { sender: user, canisterId: new Uint8Array(0), method, arg: new Uint8Array(0) },
      home,
    )?.message;
  expect(refusal('list_canisters')).toContain('list_canisters is not supported');
  expect(refusal('bitcoin_get_balance')).toContain('Only canisters can call');
  expect(refusal('make_coffee')).toContain("no method 'make_coffee'");
});

test('a stopped canister answers nothing until it is started', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  network.manage('stop_canister', names(canister), canister.id);
  expect(network.query(canister, 'hello')).toContain('IC0508');
  expect(network.update(canister, 'hello')).toContain('IC0508');
  network.manage('start_canister', names(canister), canister.id);
  expect(network.query(canister, 'hello')).toBe('hello');
});

test('only a stopped canister can be deleted, and then it is gone', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  const remove = () => network.manage('delete_canister', names(canister), canister.id);
  expect(remove).toThrow('IC0510');
  network.manage('stop_canister', names(canister), canister.id);
  remove();
  expect(network.query(canister, 'hello')).toContain('IC0301');
});

test('an uninstalled canister keeps its cycles and settings', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  network.manage('uninstall_code', { ...names(canister), ...plain }, canister.id);
  expect(network.query(canister, 'hello')).toContain('IC0537');
  expect(network.status(canister).module_hash).toEqual([]);
  expect(network.cycles(canister)).toBeGreaterThan(99_000_000_000_000n);
});

test('every change of code, settings and status raises the version by one', () => {
  const network = new TestNetwork();
  const canister = network.create();
  const versions = [network.status(canister).version];
  network.install(canister, hello);
  versions.push(network.status(canister).version);
  network.configure(canister, { freezing_threshold: 5n });
  versions.push(network.status(canister).version);
  network.update(canister, 'hello');
  versions.push(network.status(canister).version);
  network.query(canister, 'hello');
  versions.push(network.status(canister).version);
  expect(versions).toEqual([0n, 1n, 2n, 3n, 3n]);
});

test('settings are taken over, checked and shown', () => {
  const network = new TestNetwork();
  const canister = network.create({ settings: { wasm_memory_limit: 5_000_000n } });
  network.configure(canister, {
    controllers: [Principal.fromUint8Array(user), Principal.fromUint8Array(stranger)],
    environment_variables: [{ name: 'A', value: 'b' }],
  });
  const { settings } = network.status(canister);
  expect(settings['wasm_memory_limit']).toBe(5_000_000n);
  expect(settings['environment_variables']).toEqual([{ name: 'A', value: 'b' }]);
  expect(settings['controllers']).toHaveLength(2);
  expect(() => network.configure(canister, { compute_allocation: 101n })).toThrow('IC0408');
});

test('environment variables are read by the canister', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: {
      'canister_query a': [
        text('A'),
        i32(100),
        i32(0),
        i32(1),
        sys('env_var_value_copy'),
        ...replyFrom(100, 1),
      ],
    },
  });
  expect(network.query(canister, 'a')).toContain('no such name');
  network.configure(canister, { environment_variables: [{ name: 'A', value: 'b' }] });
  expect(network.query(canister, 'a')).toBe('b');
});

test('a canister can be created with a chosen id of any subnet, once', () => {
  const network = new TestNetwork();
  const specified = Principal.fromText('um5iw-rqaaa-aaaaq-qaaba-cai');
  const canister = network.create({ specified });
  expect(canister.principal.toText()).toBe(specified.toText());
  expect(network.replica.subnetOf(canister.id)?.kind).toBe('NNS');
  expect(() => network.create({ specified })).toThrow('already installed');
});

test('cycles can be given to a canister', () => {
  const network = new TestNetwork();
  const canister = network.create({ cycles: 5n });
  network.manage('provisional_top_up_canister', { ...names(canister), amount: 7n }, canister.id);
  network.replica.addCycles(canister.id, 1_000_000_000_000n);
  expect(network.cycles(canister)).toBeGreaterThan(999_000_000_000n);
});

test('a canister without cycles can neither be called nor installed', () => {
  const network = new TestNetwork();
  const canister = network.create({ cycles: 1_000_000_000n });
  expect(() => network.install(canister, hello)).toThrow('IC0207');
});

test('on a free subnet nothing is charged', () => {
  const network = new TestNetwork({ subnets: [{ kind: 'Application', costSchedule: 'Free' }] });
  const canister = network.create({ cycles: 0n });
  network.install(canister, hello);
  expect(network.update(canister, 'hello')).toBe('hello');
  expect(network.cycles(canister)).toBe(0n);
});

test('logs are for those whom the settings admit, by update and by query', () => {
  const network = new TestNetwork();
  const canister = network.deploy({
    exports: { canister_init: [text('born'), sys('debug_print')] },
  });
  const [argument, result] = managementIdl.fetch_canister_logs;
  const management = { id: new Uint8Array(0), principal: canister.principal };
  const byUpdate = (sender: Uint8Array) =>
    network.manage('fetch_canister_logs', names(canister), canister.id, sender);
  const byQuery = (sender: Uint8Array) => {
    const arg = IDL.encode([argument], [names(canister)]);
    const response = network.queryRaw(management, 'fetch_canister_logs', arg, sender);
    if (response.kind === 'reject') throw new Error(response.message);
    return IDL.decode([result], new Uint8Array(response.bytes))[0];
  };
  const viewer = Uint8Array.of(9, 9, 9, 2);
  const readers = () =>
    [user, stranger, viewer].map((sender) =>
      [byUpdate, byQuery].map((fetch) => {
        try {
          const { canister_log_records } = fetch(sender) as {
            canister_log_records: { idx: bigint; content: Uint8Array }[];
          };
          return canister_log_records.map(({ idx, content }) => `${idx} ${utf8.decode(content)}`);
        } catch (error) {
          return (error as Error).message.includes('not allowed to access canister logs');
        }
      }),
    );
  const log = [['0 born'], ['0 born']];
  const refused = [true, true];
  expect(readers()).toEqual([log, refused, refused]);
  const allowed_viewers = [Principal.fromUint8Array(viewer)];
  network.configure(canister, { log_visibility: { allowed_viewers } });
  expect(readers()).toEqual([log, refused, log]);
  network.configure(canister, { log_visibility: { public: null } });
  expect(readers()).toEqual([log, log, log]);
  network.configure(canister, { log_visibility: { controllers: null } });
  expect(readers()).toEqual([log, refused, refused]);
});

test('the status is also answered as a query, to those whom the settings admit', () => {
  const network = new TestNetwork();
  const canister = network.deploy(hello);
  const [argument, result] = managementIdl.canister_status;
  const management = { id: new Uint8Array(0), principal: canister.principal };
  const ask = (sender: Uint8Array) => {
    const arg = IDL.encode([argument], [names(canister)]);
    const response = network.queryRaw(management, 'canister_status', arg, sender);
    if (response.kind === 'reject') throw new Error(response.message);
    return (
      IDL.decode([result], new Uint8Array(response.bytes))[0] as unknown as { status: object }
    ).status;
  };
  expect(ask(user)).toEqual({ running: null });
  expect(() => ask(stranger)).toThrow('Only controllers');
  network.configure(canister, { status_visibility: { public: null } });
  expect(ask(stranger)).toEqual({ running: null });
});

test('canister_status has every field that tools insist on', () => {
  const network = new TestNetwork();
  const status = network.status(network.deploy(hello));
  for (const field of ['ready_for_migration', 'version', 'query_stats', 'reserved_cycles']) {
    expect(status).toHaveProperty(field);
  }
  for (const field of [
    'status_visibility',
    'snapshot_visibility',
    'log_memory_limit',
    'minimum_incoming_canister_call_cycles',
  ]) {
    expect(status.settings).toHaveProperty(field);
  }
  expect(status.memory_metrics).toHaveProperty('log_memory_store_size');
});

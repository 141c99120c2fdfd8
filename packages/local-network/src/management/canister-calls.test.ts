import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { bls12_381 } from '@noble/curves/bls12-381';
import { secp256k1 } from '@noble/curves/secp256k1';
import { expect, test } from 'vitest';
import { sha256 } from '../crypto/bytes.ts';
import { outcome, TestNetwork } from '../replica/test-network.ts';
import { type Code, drop, i32, i64, sys, text } from '../wasm/assembler.ts';
import { type ManagementMethod, managementIdl } from './idl.ts';

const AT = 8192;

/** Replies with what the callback got, wherever texts lie. */
const passOn = (what: 'arg_data' | 'reject_msg'): Code => [
  i32(AT),
  i32(0),
  sys(`msg_${what}_size`),
  sys(`msg_${what}_copy`),
  i32(AT),
  sys(`msg_${what}_size`),
  sys('msg_reply_data_append'),
  sys('msg_reply'),
];

/** Sends the argument of the message on to a method of the management canister, with cycles. */
const forward = (method: string, cycles: number): Code => [
  i32(AT),
  i32(0),
  sys('msg_arg_data_size'),
  sys('msg_arg_data_copy'),
  i32(0),
  i32(0),
  text(method),
  i32(0),
  i32(0),
  i32(1),
  i32(0),
  sys('call_new'),
  i32(AT),
  sys('msg_arg_data_size'),
  sys('call_data_append'),
  i64(0),
  i64(cycles),
  sys('call_cycles_add128'),
  sys('call_perform'),
  drop,
];

const METHODS: [ManagementMethod, number][] = [
  ['create_canister', 1_000_000_000_000],
  ['deposit_cycles', 5_000_000_000],
  ['canister_info', 0],
  ['raw_rand', 0],
  ['ecdsa_public_key', 0],
  ['sign_with_ecdsa', 30_000_000_000],
  ['vetkd_public_key', 0],
  ['vetkd_derive_key', 30_000_000_000],
];

function forwarder() {
  const network = new TestNetwork();
  const exports = Object.fromEntries([
    ...METHODS.map(([name, cycles]) => [`canister_update ${name}`, forward(name, cycles)]),
    ['canister_update sign_unpaid', forward('sign_with_ecdsa', 0)],
    ['canister_update derive_unpaid', forward('vetkd_derive_key', 0)],
    ['canister_update http_request', forward('http_request', 0)],
  ]);
  const canister = network.deploy({ exports, table: [passOn('arg_data'), passOn('reject_msg')] });
  const send = (exported: string, arg: Uint8Array) => {
    const id = network.send(canister.id, exported, arg);
    network.run();
    return network.replica.ingressStatus(id);
  };
  const call = (method: ManagementMethod, argument: object): Record<string, unknown> => {
    const [type, result] = managementIdl[method] as [IDL.Type | undefined, IDL.Type];
    const status = send(method, type ? IDL.encode([type], [argument]) : IDL.encode([], []));
    if (status?.status !== 'replied') throw new Error(outcome(status));
    try {
      const decoded = IDL.decode(result ? [result] : [], new Uint8Array(status.bytes));
      return decoded[0] as unknown as Record<string, unknown>;
    } catch {
      throw new Error(outcome(status));
    }
  };
  return { network, canister, call, send };
}

test('a canister creates another, which gets the cycles less the fee', () => {
  const { network, canister, call } = forwarder();
  const before = network.cycles(canister);
  const created = call('create_canister', { settings: [], sender_canister_version: [] });
  const id = (created['canister_id'] as Principal).toUint8Array();
  const facts = network.replica.canister(id);
  expect(facts?.cycles).toBe(500_000_000_000n);
  expect(facts?.controllers).toEqual([canister.id]);
  const spent = before - network.cycles(canister);
  expect(spent).toBeGreaterThan(1_000_000_000_000n);
  expect(spent).toBeLessThan(1_000_100_000_000n); // what was set aside for the callback came back
});

test('a canister gives cycles to another', () => {
  const { network, call } = forwarder();
  const other = network.create({ cycles: 0n });
  call('deposit_cycles', { canister_id: other.principal });
  expect(network.cycles(other)).toBe(5_000_000_000n);
});

test('a canister reads the history of another', () => {
  const { canister, call } = forwarder();
  const info = call('canister_info', {
    canister_id: canister.principal,
    num_requested_changes: [10n],
  });
  const changes = info['recent_changes'] as { canister_version: bigint; details: object }[];
  expect(changes.map(({ details }) => Object.keys(details)[0])).toEqual([
    'creation',
    'code_deployment',
  ]);
  expect(changes[1]?.canister_version).toBe(1n);
});

test('a canister signs with its own key, and pays for it', () => {
  const { network, canister, call } = forwarder();
  const key_id = { curve: { secp256k1: null }, name: 'key_1' };
  const derivation_path = [Uint8Array.of(1)];
  const key = call('ecdsa_public_key', { canister_id: [], derivation_path, key_id });
  const message_hash = sha256('pay me');
  const before = network.cycles(canister);
  const { signature } = call('sign_with_ecdsa', { message_hash, derivation_path, key_id });
  const valid = secp256k1.verify(
    signature as Uint8Array,
    message_hash,
    key['public_key'] as Uint8Array,
  );
  expect(valid).toBe(true);
  const spent = before - network.cycles(canister);
  expect(spent).toBeGreaterThan(26_153_846_153n);
  expect(spent).toBeLessThan(26_300_000_000n); // the rest of the 30 B came back
});

test('a signature without enough cycles or with an unknown key is refused', () => {
  const { send, call } = forwarder();
  const [type] = managementIdl.sign_with_ecdsa;
  const argument = (name: string) => ({
    message_hash: sha256('x'),
    derivation_path: [],
    key_id: { curve: { secp256k1: null }, name },
  });
  const unpaid = send('sign_unpaid', IDL.encode([type], [argument('key_1')]));
  expect(outcome(unpaid)).toContain('26153846153 cycles are required');
  expect(() => call('sign_with_ecdsa', argument('my_key'))).toThrow('my_key');
});

test('a canister derives keys of its own, and pays for it', () => {
  const { network, canister, call, send } = forwarder();
  const bytes = (value: string) => new TextEncoder().encode(value);
  const key = (name: string) => ({ curve: { bls12_381_g2: null }, name });
  const context = bytes('notes');
  const named = { context, key_id: key('key_1'), canister_id: [canister.principal] };
  const own = call('vetkd_public_key', { ...named, canister_id: [] });
  expect(own['public_key']).toEqual(call('vetkd_public_key', named)['public_key']);
  const transport = bls12_381.G1.ProjectivePoint.BASE.toRawBytes(true);
  const derive = (name: string) => ({
    context,
    key_id: key(name),
    input: bytes('alice'),
    transport_public_key: transport,
  });
  const before = network.cycles(canister);
  const { encrypted_key } = call('vetkd_derive_key', derive('key_1'));
  expect((encrypted_key as Uint8Array).length).toBe(192);
  const spent = before - network.cycles(canister);
  expect(spent).toBeGreaterThan(26_153_846_153n);
  expect(spent).toBeLessThan(26_300_000_000n);
  expect(() => call('vetkd_derive_key', derive('my_key'))).toThrow('my_key');
  const [type] = managementIdl.vetkd_derive_key;
  const unpaid = send('derive_unpaid', IDL.encode([type], [derive('key_1')]));
  expect(outcome(unpaid)).toContain('26153846153 cycles are required');
});

test('a canister that calls what the network cannot do is told so', () => {
  const { send } = forwarder();
  expect(outcome(send('http_request', new Uint8Array(0)))).toContain(
    'http_request is not supported',
  );
});

test('an argument that is no Candid is refused', () => {
  const { send } = forwarder();
  expect(outcome(send('canister_info', new TextEncoder().encode('nonsense')))).toContain(
    'Error decoding candid',
  );
});

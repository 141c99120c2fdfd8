import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { codecs } from './rows.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
/** Every shape as it was first stored, byte for byte. */
const stored = {
  member: [{ sinceNs: 5n }, '010000000000000005'],
  amount: [123_456_789n, '0104075bcd15'],
  allowance: [{ amount: 300n, expiresAtNs: 9n }, '0102012c010000000000000009'],
  block: [7n, '010000000000000007'],
  reward: [
    { id: 1n, atNs: 2n, amount: 256n, eventId: 3n },
    '010000000000000001000000000000000202010001' + '0000000000000003',
  ],
  saga: [9n, '010000000000000009'],
  bitcoinKeys: [
    {
      ecdsa: new Uint8Array(33).fill(2),
      schnorr: new Uint8Array(33).fill(3),
      p2wpkh: 'a',
      p2wpkhScript: Uint8Array.of(1),
      p2tr: 'b',
      p2trScript: Uint8Array.of(2),
    },
    `01${'02'.repeat(33)}${'03'.repeat(33)}000161000101000162000102`,
  ],
  bitcoinNetwork: ['regtest', '010102'],
  escrow: [
    {
      ...{ purpose: 'deposit', payer: Principal.anonymous(), holder: Principal.anonymous() },
      ...{ amount: 7n, openedAtNs: 1n, untilNs: 2n, eventId: 3n, reference: 'r' },
      ...{ settledAtNs: undefined, kept: 0n, resourceId: 4n },
    },
    `0201010401040107${'0000000000000001'}${'0000000000000002'}${'0000000000000003'}0001720000` +
      '010000000000000004',
  ],
  organizer: [Principal.anonymous(), '010104'],
  rules: [{ perDay: 300n, waitFrom: 7n, waitSeconds: 600 }, '0102012c010107' + '00000258'],
  ownRules: [
    {
      rules: { perDay: 1n, waitFrom: undefined, waitSeconds: 2 },
      pending: { perDay: 3n, waitFrom: 4n, waitSeconds: 5 },
      fromNs: 6n,
    },
    '0101010000000002' + '01' + '010301010400000005' + '0000000000000006',
  ],
  spent: [{ day: 20_000, amount: 7n }, '0100004e20' + '0107'],
  address: [
    { label: 'a', kind: 'evm', address: 'b', savedAtNs: 9n },
    '01000161' + '02' + '000162' + '0000000000000009',
  ],
  evmKey: [
    { publicKey: new Uint8Array(33).fill(2), address: '0x' },
    `01${'02'.repeat(33)}00023078`,
  ],
  evmHeld: [{ amount: 256n, block: 9n }, '02' + '020100' + '01' + '0000000000000009'],
  evmKeyName: ['test_key_1', '010101'],
  text: ['bc1', '010003626331'],
  ckbtc: [
    {
      ...{ minter: Principal.anonymous(), ledger: Principal.anonymous() },
      ...{ least: 50_000n, confirmations: 4 },
    },
    '0101' + '0104' + '0104' + '000000000000c350' + '00000004',
  ],
  ledger: [{ name: 'a', symbol: 'b', decimals: 8, fee: 10n }, '010001610001620801' + '0a'],
} as const;

test.each(Object.entries(stored))(
  '%s is written and read as it was first stored',
  (name, [value, bytes]) => {
    const codec = codecs[name as keyof typeof codecs];
    expect(hex(codec.encode(value as never))).toBe(bytes);
    expect(codec.decode(Uint8Array.from(Buffer.from(bytes, 'hex')))).toEqual(value);
  },
);

test('an escrow of version 1 is for no thing', () => {
  const row = `0101010401040107${'0000000000000001'}${'0000000000000002'}${'0000000000000003'}0001720000`;
  expect(codecs.escrow.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual({
    ...stored.escrow[0],
    resourceId: undefined,
  });
});

test('what a payment held in version 1 is held whatever the block', () => {
  const row = Uint8Array.from(Buffer.from('01020100', 'hex'));
  expect(codecs.evmHeld.decode(row)).toEqual({ amount: 256n, block: undefined });
});

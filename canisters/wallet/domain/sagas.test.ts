import { Principal } from '@dfinity/principal';
import { stuckCode } from '@qikcard/contracts/stuck-codes';
import { expect, test } from 'vitest';
import { bitcoinAdvice } from './bitcoin/saga.ts';
import { ckbtcAdvice } from './ckbtc/saga.ts';
import { evmAdvice } from './evm/saga.ts';
import { ledgerAdvice } from './ledger/saga.ts';
import { sagaCodec, type WalletSaga } from './sagas.ts';

const coin = { txid: Uint8Array.of(1, 2), vout: 3, value: 4n, height: 5, kind: 'p2tr' as const };
const saga: WalletSaga = {
  bitcoin: {
    step: 'planned',
    owner: Principal.fromUint8Array(Uint8Array.of(9)),
    to: 'bc1q',
    script: Uint8Array.of(0, 20),
    amount: 1_000n,
    speed: 'fast',
    feeMax: 7n,
    untilNs: 8n,
    day: 20_000,
    inputs: [coin],
    outputs: [{ script: Uint8Array.of(6), amount: 11n }],
    fee: 12n,
    hashes: [Uint8Array.of(13)],
    signatures: [],
    raw: new Uint8Array(),
    txid: 'ff',
    looks: 2,
    reason: 'x',
  },
};
const V1 =
  '01010201090004626331710002001400000000000003e8020000000000000007000000000000000800004e2000010002010200000003000000000000000400000005010001000106000000000000000b000000000000000c000100010d00000000010002666600000002000178';

const order: WalletSaga = {
  ledger: {
    ...{ step: 'checking', kind: 'allow', owner: Principal.fromUint8Array(Uint8Array.of(9)) },
    ...{ ledger: Principal.fromUint8Array(Uint8Array.of(8)), to: Principal.anonymous() },
    ...{ toSubaccount: Uint8Array.of(7), amount: 300n, feeMax: 2n, fee: 1n, expiresAtNs: 5n },
    ...{ createdAtNs: 6n, lookedTo: 4n, block: 0n, reason: 'x' },
    ...{ untilNs: 10n, day: 11 },
  },
};
const V1_ORDER =
  '0102020101090108010400010702012c010201010100000000000000050000000000000006010400000178';

const ORDER = `0103${V1_ORDER.slice(4)}000000000000000a0000000b`;

test('an order to a ledger is read as it was first written, with and without a limit', () => {
  expect(Buffer.from(sagaCodec.encode(order)).toString('hex')).toBe(ORDER);
  expect(sagaCodec.decode(Uint8Array.from(Buffer.from(ORDER, 'hex')))).toEqual(order);
  const first = { ledger: { ...order.ledger, untilNs: 0n, day: 0 } };
  expect(sagaCodec.decode(Uint8Array.from(Buffer.from(V1_ORDER, 'hex')))).toEqual(first);
});

const withdrawal: WalletSaga = {
  ckbtc: {
    ...{ step: 'asking', owner: Principal.anonymous(), minter: Principal.anonymous() },
    ...{ ledger: Principal.anonymous(), to: 'bc1', amount: 1n, feeMax: 2n, untilNs: 3n, day: 4 },
    ...{ fee: 5n, createdAtNs: 6n, looksFor: 'burn', lookedTo: 7n, block: 8n, txid: 'ff' },
    ...{ looks: 9, reason: 'x' },
  },
};
const V1_WITHDRAWAL =
  '01040301040104010400036263310000000000000001000000000000000200000000000000030000000401050000000000000006010107010800026666000000090001' +
  '78';

test('a withdrawal of ckBTC is read as it was first written', () => {
  expect(Buffer.from(sagaCodec.encode(withdrawal)).toString('hex')).toBe(V1_WITHDRAWAL);
  expect(sagaCodec.decode(Uint8Array.from(Buffer.from(V1_WITHDRAWAL, 'hex')))).toEqual(withdrawal);
});

const ether: WalletSaga = {
  evm: {
    ...{ step: 'sent', owner: Principal.anonymous(), chain: 1n, to: '0x', amount: 2n },
    ...{ speed: 'fast', feeMax: 3n, untilNs: 4n, day: 5, nonce: 6n },
    versions: [
      {
        ...{ maxFeePerGas: 7n, maxPriorityFeePerGas: 8n, nothing: true },
        ...{ raw: Uint8Array.of(9), hash: 'h' },
      },
    ],
    ...{ block: 10n, mined: 0, paid: 11n, looks: 12, reason: 'x' },
  },
};
const V1_ETHER =
  '0105040104' +
  '0000000000000001' +
  '00023078' +
  '0102' +
  '02' +
  '0103' +
  '0000000000000004' +
  '00000005' +
  '0000000000000006' +
  '0001' +
  '0107' +
  '0108' +
  '01' +
  '000109' +
  '000168' +
  '000000000000000a' +
  '00000000' +
  '010b' +
  '0000000c' +
  '000178';

test('a payment of ether is read as it was first written', () => {
  expect(Buffer.from(sagaCodec.encode(ether)).toString('hex')).toBe(V1_ETHER);
  expect(sagaCodec.decode(Uint8Array.from(Buffer.from(V1_ETHER, 'hex')))).toEqual(ether);
});

test('a Bitcoin payment is read as version 1 wrote it', () => {
  expect(Buffer.from(sagaCodec.encode(saga)).toString('hex')).toBe(V1);
  expect(sagaCodec.decode(Uint8Array.from(Buffer.from(V1, 'hex')))).toEqual(saga);
});

test('a step that can be held up has a code for its advice, and no other has one', () => {
  const all = {
    bitcoin: bitcoinAdvice,
    ckbtc: ckbtcAdvice,
    evm: evmAdvice,
    ledger: ledgerAdvice,
  };
  for (const [kind, advice] of Object.entries(all)) {
    for (const [step, words] of Object.entries(advice)) {
      const [code] = stuckCode(kind as keyof typeof all, step);
      expect(code === undefined, `${kind}.${step}`).toBe(words.startsWith('Nothing'));
    }
  }
});

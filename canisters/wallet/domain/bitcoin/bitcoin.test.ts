import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { Transaction } from '@scure/btc-signer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NetworkName, scriptOf, walletOf } from './addresses.ts';
import { dustLimit, feeOf, feeRateOf, virtualBytes } from './fees.ts';
import { type Coin, INPUTS_MAX, planPayment } from './selection.ts';
import { hashesToSign, signedBytes, transactionId, type Unsigned } from './transaction.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('addresses', () => {
  test('of the key of BIP-173 and of BIP-86 are the published ones', () => {
    const ecdsa = unhex('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798');
    const schnorrKey = unhex('02cc8a4bc64d897bddc5fbc2f670f7a8ba0b386779106cf1223c6fc5d7cd6fc115');
    const wallet = walletOf({ ecdsa, schnorr: schnorrKey }, 'mainnet');
    expect(wallet.p2wpkh.address).toBe('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4');
    expect(wallet.p2tr.address).toBe(
      'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
    );
    expect(walletOf({ ecdsa, schnorr: schnorrKey }, 'testnet').p2wpkh.address).toBe(
      'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
    );
  });
  test.each([
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', '0014751e76e8199196d454941c45d1b3a323f1433bd6'],
    [
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      '512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    ],
    ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', '76a91477bff20c60e522dfaa3350c39b030a5d004e839a88ac'],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87'],
  ])('%s is paid by its script', (address, script) => {
    expect(hex(scriptOf(address, 'mainnet') ?? new Uint8Array())).toBe(script);
  });
  test.each<[string, string, NetworkName]>([
    ['of another network', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'mainnet'],
    ['with a wrong letter', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'mainnet'],
    ['in mixed case', 'bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'mainnet'],
    [
      'of version 1 with the checksum of version 0',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
      'mainnet',
    ],
    ['that is empty', '', 'regtest'],
    ['of an unreasonable length', 'b'.repeat(5_000), 'regtest'],
  ])('one %s is refused', (_, address, network) => {
    expect(scriptOf(address, network)).toBeUndefined();
  });
});

/** One key for both kinds of input, as a signer in tests holds it. */
const secret = unhex('11'.repeat(32));
const publicKey = secp256k1.getPublicKey(secret, true);
const keys = { ecdsa: publicKey, schnorr: publicKey };
const wallet = walletOf(keys, 'regtest');

function tweaked(): Uint8Array {
  const order = secp256k1.CURVE.n;
  const number = BigInt(`0x${hex(secret)}`);
  const even = publicKey[0] === 2 ? number : order - number;
  const tweak = BigInt(`0x${hex(schnorr.utils.taggedHash('TapTweak', publicKey.slice(1)))}`);
  return unhex(((even + tweak) % order).toString(16).padStart(64, '0'));
}
const sign = (hash: Uint8Array, kind: Coin['kind']) =>
  kind === 'p2tr'
    ? schnorr.sign(hash, tweaked(), new Uint8Array(32))
    : secp256k1.sign(hash, secret).toCompactRawBytes();

describe('a signed payment', () => {
  const payment: Unsigned = {
    inputs: [
      { txid: new Uint8Array(32).fill(1), vout: 0, value: 60_000n, kind: 'p2wpkh' },
      { txid: new Uint8Array(32).fill(2), vout: 7, value: 50_000n, kind: 'p2tr' },
    ],
    outputs: [{ script: wallet.p2tr.script, amount: 100_000n }],
  };
  const hashes = hashesToSign(payment, wallet);
  const signatures = payment.inputs.map(({ kind }, i) => sign(hashes[i] as Uint8Array, kind));
  const raw = signedBytes(payment, signatures, keys);

  test('is the one that the library itself makes with the private key', () => {
    const theirs = new Transaction({ version: 2 });
    for (const { txid, vout, value, kind } of payment.inputs) {
      theirs.addInput({
        txid,
        index: vout,
        sequence: 0xfffffffd,
        witnessUtxo: { script: wallet[kind].script, amount: value },
        ...(kind === 'p2tr' && { tapInternalKey: publicKey.slice(1) }),
      });
    }
    for (const output of payment.outputs) theirs.addOutput(output);
    theirs.sign(secret, undefined, new Uint8Array(32));
    theirs.finalize();
    expect(transactionId(raw)).toBe(theirs.id);
    expect(hex(raw)).toBe(hex(theirs.extract()));
  });
  test('is never larger than what its fee was made for', () => {
    const sizes = virtualBytes(['p2wpkh', 'p2tr'], [wallet.p2tr.script]);
    const real = BigInt(Transaction.fromRaw(raw).vsize);
    expect(sizes).toBeGreaterThanOrEqual(real);
    expect(sizes - real).toBeLessThanOrEqual(2n);
  });
  test('signs the published hash of BIP-143', () => {
    // "Native P2WPKH": its second input, with the values of the standard.
    const tx = Transaction.fromRaw(
      unhex(
        '0100000002fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000000eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac11000000',
      ),
    );
    const code = unhex('76a9141d0f172a0ecb48aee1be1f2687d2963ae33f71a188ac');
    expect(hex(tx.preimageWitnessV0(1, code, 1, 600_000_000n))).toBe(
      'c37af31116d1b27caf68aae9e3ac82f1477929014d5b917657d0eb49478cb670',
    );
  });
});

describe('fees', () => {
  const percentiles = Array.from({ length: 101 }, (_, i) => BigInt(i) * 1_000n);
  test('follow the percentile of the speed, within reason', () => {
    expect(feeRateOf({ slow: null }, percentiles)).toBe(25_000n);
    expect(feeRateOf({ normal: null }, percentiles)).toBe(50_000n);
    expect(feeRateOf({ fast: null }, percentiles)).toBe(90_000n);
    expect(feeRateOf({ normal: null }, [])).toBe(5_000n);
    expect(
      feeRateOf(
        { fast: null },
        percentiles.map((rate) => rate * 1_000n),
      ),
    ).toBe(500_000n);
    expect(
      feeRateOf(
        { slow: null },
        percentiles.map(() => 1n),
      ),
    ).toBe(1_000n);
  });
  test('are rounded up', () => {
    expect(feeOf(141n, 1_001n)).toBe(142n);
  });
  test('dust is what Bitcoin Core says it is', () => {
    expect(dustLimit(wallet.p2wpkh.script)).toBe(294n);
    expect(dustLimit(wallet.p2tr.script)).toBe(330n);
    expect(dustLimit(unhex(`76a914${'00'.repeat(20)}88ac`))).toBe(546n);
    expect(dustLimit(unhex(`a914${'00'.repeat(20)}87`))).toBe(540n);
  });
});

describe('choosing coins', () => {
  const coin = (value: bigint, vout = 0): Coin => ({
    txid: new Uint8Array(32),
    vout,
    value,
    height: 1,
    kind: 'p2wpkh',
  });
  const to = wallet.p2tr.script;
  const change = wallet.p2wpkh.script;
  const usual = { to, change, rate: 1_000n, feeMax: 100_000n };
  const plan = (coins: Coin[], amount: bigint, more = {}) =>
    planPayment({ ...usual, coins, amount, ...more });

  test('neither makes nor loses a satoshi, whatever the coins are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10_000_000n }), { maxLength: 60 }),
        fc.bigInt({ min: 330n, max: 20_000_000n }),
        fc.bigInt({ min: 1_000n, max: 500_000n }),
        (values, amount, rate) => {
          const coins = values.map(coin);
          const found = planPayment({ ...usual, coins, amount, rate, feeMax: 10n ** 12n });
          if ('Err' in found) return;
          const { inputs, outputs, fee } = found.Ok;
          const sum = (list: bigint[]) => list.reduce((all, each) => all + each, 0n);
          const paid = sum(outputs.map((output) => output.amount));
          expect(sum(inputs.map(({ value }) => value))).toBe(paid + fee);
          expect(outputs[0]).toEqual({ script: to, amount });
          for (const output of outputs) {
            expect(output.amount).toBeGreaterThanOrEqual(dustLimit(output.script));
          }
          const size = virtualBytes(
            inputs.map(({ kind }) => kind),
            outputs.map(({ script }) => script),
          );
          expect(fee).toBeGreaterThanOrEqual(feeOf(size, rate));
          expect(inputs.length).toBeLessThanOrEqual(INPUTS_MAX);
        },
      ),
    );
  });
  test('takes what is left into the fee where it is dust, and one satoshi more as change', () => {
    const fee = feeOf(virtualBytes(['p2wpkh'], [to, change]), 1_000n);
    const dust = plan([coin(50_000n + fee + 293n)], 50_000n);
    expect(dust).toMatchObject({ Ok: { change: 0n, fee: fee + 293n } });
    const kept = plan([coin(50_000n + fee + 294n)], 50_000n);
    expect(kept).toMatchObject({ Ok: { change: 294n, fee } });
  });
  test('refuses what nodes would not carry', () => {
    expect(plan([coin(10_000n)], 329n)).toEqual({ Err: { AmountTooSmall: { least: 330n } } });
    expect(plan([coin(10_000n)], 330n)).toHaveProperty('Ok');
  });
  test('refuses what is one satoshi too much, and pays what is not', () => {
    const bare = feeOf(virtualBytes(['p2wpkh'], [to]), 1_000n);
    expect(plan([coin(10_000n)], 10_000n - bare)).toMatchObject({ Ok: { fee: bare } });
    expect(plan([coin(10_000n)], 10_001n - bare)).toEqual({
      Err: { NotEnough: { spendable: 10_000n, needed: 10_001n } },
    });
  });
  test('refuses a fee above the one that was agreed to', () => {
    expect(plan([coin(90_000n)], 50_000n, { feeMax: 10n })).toHaveProperty('Err.FeeTooHigh');
  });
});

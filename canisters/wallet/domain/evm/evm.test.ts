import { secp256k1 } from '@noble/curves/secp256k1';
import { decodeRlp, encodeRlp, Transaction, Wallet } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOfKey, bytesOf, hexOf } from './address.ts';
import { chains } from './chain.ts';
import { FEE_PER_GAS_MAX, feesOf, mostOf, newestOf, replacing } from './fees.ts';
import { type Rlp, rlp } from './rlp.ts';
import {
  hashToSign,
  PAYMENT_GAS,
  signedBytes,
  transactionHash,
  type Unsigned,
} from './transaction.ts';

const text = (value: string) => new TextEncoder().encode(value);
const GWEI = 10n ** 9n;

describe('RLP', () => {
  // The examples of the Ethereum wiki and of `rlptest.json` of the Ethereum tests.
  test.each<[string, Rlp, string]>([
    ['a word', text('dog'), '83646f67'],
    ['a list', [text('cat'), text('dog')], 'c88363617483646f67'],
    ['nothing', text(''), '80'],
    ['an empty list', [], 'c0'],
    ['zero', 0n, '80'],
    ['a small number', 15n, '0f'],
    ['1024', 1_024n, '820400'],
    ['the largest single byte', 127n, '7f'],
    ['the first of two', 128n, '8180'],
    ['lists in lists', [[], [[]], [[], [[]]]], 'c7c0c1c0c3c0c1c0'],
    [
      'a long word',
      text('Lorem ipsum dolor sit amet, consectetur adipisicing elit'),
      'b8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974',
    ],
  ])('writes %s as published', (_, value, hex) => {
    expect(hexOf(rlp(value))).toBe(hex);
  });
  test('of any bytes is what the public library writes and reads', () => {
    const { tree } = fc.letrec<{ tree: string | unknown[] }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.uint8Array({ maxLength: 80 }).map((bytes) => `0x${hexOf(bytes)}`),
        fc.array(tie('tree'), { maxLength: 5 }),
      ),
    }));
    const ours = (value: unknown): Rlp =>
      typeof value === 'string' ? bytesOf(value) : (value as unknown[]).map(ours);
    fc.assert(
      fc.property(tree, (value) => {
        const written = `0x${hexOf(rlp(ours(value)))}`;
        expect(written).toBe(encodeRlp(value as string));
        expect(decodeRlp(written)).toEqual(value);
      }),
    );
  });
  test('does not write what is negative', () => {
    expect(() => rlp(-1n)).toThrow(RangeError);
  });
});

describe('a payment', () => {
  /** The first account of every development node: its key is published. */
  const secret = bytesOf('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
  const publicKey = secp256k1.getPublicKey(secret, true);
  const payer = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
  const to = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const payment: Unsigned = {
    ...{ chainId: 1n, nonce: 7n, to, value: 10n ** 18n, gas: PAYMENT_GAS },
    ...{ maxFeePerGas: 30n * GWEI, maxPriorityFeePerGas: 2n * GWEI },
  };
  const sign = (tx: Unsigned) =>
    signedBytes(tx, secp256k1.sign(hashToSign(tx), secret).toCompactRawBytes(), publicKey);
  const theirs = (tx: Unsigned) =>
    Transaction.from({
      ...{ type: 2, chainId: tx.chainId, nonce: Number(tx.nonce), to: tx.to, value: tx.value },
      ...{ gasLimit: tx.gas, maxFeePerGas: tx.maxFeePerGas },
      maxPriorityFeePerGas: tx.maxPriorityFeePerGas,
    });

  test('comes from the published address of its key', () => {
    expect(addressOfKey(publicKey)).toBe(payer);
  });
  test('is what EIP-1559 says, byte for byte', () => {
    // `0x02 || rlp([chain_id, nonce, max_priority_fee, max_fee, gas, to, value, data, access_list])`
    const raw = rlp([
      1n,
      7n,
      2n * GWEI,
      30n * GWEI,
      21_000n,
      bytesOf(to),
      10n ** 18n,
      text(''),
      [],
    ]);
    const { unsignedSerialized, unsignedHash } = theirs(payment);
    expect(unsignedSerialized).toBe(`0x02${hexOf(raw)}`);
    expect(`0x${hexOf(hashToSign(payment))}`).toBe(unsignedHash);
  });
  test('signed here is signed as by the public library, for any amounts', async () => {
    const wallet = new Wallet(`0x${hexOf(secret)}`);
    const any = fc.record({
      chainId: fc.bigInt(1n, 2n ** 53n - 1n),
      nonce: fc.bigInt(0n, 2n ** 40n),
      value: fc.bigInt(0n, 2n ** 128n),
      maxFeePerGas: fc.bigInt(0n, FEE_PER_GAS_MAX),
      maxPriorityFeePerGas: fc.bigInt(0n, GWEI),
    });
    await fc.assert(
      fc.asyncProperty(any, async (change) => {
        const highest = change.maxFeePerGas + change.maxPriorityFeePerGas;
        const tx: Unsigned = { ...payment, ...change, maxFeePerGas: highest };
        const raw = sign(tx);
        const read = Transaction.from(`0x${hexOf(raw)}`);
        expect(read.from).toBe(payer);
        expect(read.hash).toBe(transactionHash(raw));
        expect(`0x${hexOf(raw)}`).toBe(await wallet.signTransaction(theirs(tx)));
      }),
      { numRuns: 25 },
    );
  });
  test('takes the low one of two valid signatures, whichever it is given', () => {
    const { r, s } = secp256k1.sign(hashToSign(payment), secret);
    const high = new secp256k1.Signature(r, secp256k1.CURVE.n - s).toCompactRawBytes();
    expect(hexOf(signedBytes(payment, high, publicKey))).toBe(hexOf(sign(payment)));
  });
  test('is not made from a signature of somebody else', () => {
    const other = secp256k1.sign(hashToSign(payment), bytesOf('11'.repeat(32)));
    expect(() => signedBytes(payment, other.toCompactRawBytes(), publicKey)).toThrow(
      /not of this key/,
    );
  });
});

describe('fees', () => {
  const history = {
    baseFeePerGas: [10n, 11n, 12n].map((each) => each * GWEI),
    reward: [
      [1n, 2n, 9n],
      [1n, 3n, 8n],
      [2n, 4n, 7n],
    ].map((block) => block.map((tip) => tip * GWEI)),
  };
  test('are the tip of others and twice the base fee to come', () => {
    const normal = feesOf({ normal: null }, history);
    expect(normal).toEqual({ maxFeePerGas: 27n * GWEI, maxPriorityFeePerGas: 3n * GWEI });
    expect(feesOf({ slow: null }, history).maxPriorityFeePerGas).toBe(GWEI);
    expect(feesOf({ fast: null }, history).maxPriorityFeePerGas).toBe(8n * GWEI);
    expect(mostOf(normal)).toBe(27n * GWEI * 21_000n);
  });
  test('come with the number of the latest block, the one before the last base fee', () => {
    expect(newestOf({ ...history, oldestBlock: 40n })).toBe(41n);
    expect(newestOf({ ...history, baseFeePerGas: [1n], oldestBlock: 0n })).toBe(0n);
  });
  test('stay within reason where the answer is not', () => {
    const none = feesOf({ fast: null }, { baseFeePerGas: [], reward: [] });
    expect(none.maxPriorityFeePerGas).toBe(GWEI / 100n);
    const absurd = feesOf({ fast: null }, { baseFeePerGas: [1n], reward: [[1n, 1n, 10n ** 30n]] });
    expect(absurd.maxPriorityFeePerGas).toBe(50n * GWEI);
  });
  test('of what takes the place of another are a tenth higher at least, both of them', () => {
    const any = fc.tuple(
      fc.bigInt(1n, FEE_PER_GAS_MAX),
      fc.bigInt(0n, GWEI),
      fc.bigInt(0n, 10n ** 18n),
    );
    fc.assert(
      fc.property(any, ([base, tip, feeMax]) => {
        const before = { maxFeePerGas: base + tip, maxPriorityFeePerGas: tip };
        const found = replacing(before, feeMax);
        if ('needed' in found) {
          expect(found.needed > feeMax || before.maxFeePerGas * 11n > FEE_PER_GAS_MAX * 10n).toBe(
            true,
          );
          return;
        }
        const { maxFeePerGas, maxPriorityFeePerGas } = found.fees;
        expect(mostOf(found.fees)).toBeLessThanOrEqual(feeMax);
        expect(maxFeePerGas * 10n).toBeGreaterThanOrEqual(before.maxFeePerGas * 11n);
        expect(maxPriorityFeePerGas * 10n).toBeGreaterThanOrEqual(tip * 11n);
        expect(maxPriorityFeePerGas).toBeLessThanOrEqual(maxFeePerGas);
      }),
    );
  });
  test('say how much it would take where it is too little', () => {
    const before = { maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };
    expect(replacing(before, 11n * GWEI * 21_000n - 1n)).toEqual({ needed: 11n * GWEI * 21_000n });
    expect(replacing(before, 11n * GWEI * 21_000n)).toHaveProperty('fees');
  });
});

test('no two chains share a number', () => {
  expect(new Set(chains.map(({ id }) => id)).size).toBe(chains.length);
});

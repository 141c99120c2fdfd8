/** The published vectors of BIP-143, BIP-173, BIP-341 and BIP-350 through what the wallet uses. */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { Transaction } from '@scure/btc-signer';
import { describe, expect, test } from 'vitest';
import { type NetworkName, scriptOf, walletOf } from './addresses.ts';
// https://github.com/bitcoin/bips/blob/master/bip-0341/wallet-test-vectors.json
import bip341 from './bip341-vectors.json' with { type: 'json' };

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const networkOf = (address: string): NetworkName =>
  address.toLowerCase().startsWith('tb1') ? 'testnet' : 'mainnet';

describe('BIP-341, "wallet-test-vectors.json"', () => {
  const keyOnly = bip341.scriptPubKey.filter(({ given }) => given.scriptTree === null);
  test('an output without scripts has the published script and address', () => {
    expect(keyOnly).toHaveLength(1);
    for (const { given, expected } of keyOnly) {
      const schnorrKey = unhex(`02${given.internalPubkey}`);
      const { p2tr } = walletOf({ ecdsa: schnorrKey, schnorr: schnorrKey }, 'mainnet');
      expect(hex(p2tr.script)).toBe(expected.scriptPubKey);
      expect(p2tr.address).toBe(expected.bip350Address);
    }
  });
  const [{ given, inputSpending }] = bip341.keyPathSpending;
  const options = { allowUnknownInputs: true, allowUnknownOutputs: true, disableScriptCheck: true };
  const tx = Transaction.fromRaw(unhex(given.rawUnsignedTx), options);
  const scripts = given.utxosSpent.map(({ scriptPubKey }) => unhex(scriptPubKey));
  const amounts = given.utxosSpent.map(({ amountSats }) => BigInt(amountSats));
  test.each(inputSpending.map((input) => [input.given.txinIndex, input] as const))(
    'input %i is signed by the published hash, with the published signature',
    (index, { given: input, intermediary, expected }) => {
      const hash = tx.preimageWitnessV1(index, scripts, input.hashType, amounts);
      expect(hex(hash)).toBe(intermediary.sigHash);
      const secret = unhex(intermediary.tweakedPrivkey);
      const signature = schnorr.sign(hash, secret, new Uint8Array(32));
      expect(expected.witness[0]?.slice(0, 128)).toBe(hex(signature));
      expect(schnorr.verify(signature, hash, (scripts[index] as Uint8Array).slice(2))).toBe(true);
    },
  );
});

describe('BIP-143, "Native P2WPKH"', () => {
  const unsigned =
    '0100000002fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000000eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac11000000';
  const secret = unhex('619c335025c7f4012e556c2a58b2506e30b8511b53ade95ea316fd8c3286feb9');
  test('is signed by the published hash, with the published signature', () => {
    const tx = Transaction.fromRaw(unhex(unsigned), { allowUnknownInputs: true });
    const { p2wpkh } = walletOf(
      {
        ecdsa: secp256k1.getPublicKey(secret, true),
        schnorr: secp256k1.getPublicKey(secret, true),
      },
      'mainnet',
    );
    expect(hex(p2wpkh.script)).toBe('00141d0f172a0ecb48aee1be1f2687d2963ae33f71a1');
    const code = unhex(`76a914${hex(p2wpkh.script).slice(4)}88ac`);
    const hash = tx.preimageWitnessV0(1, code, 1, 600_000_000n);
    expect(hex(hash)).toBe('c37af31116d1b27caf68aae9e3ac82f1477929014d5b917657d0eb49478cb670');
    expect(hex(secp256k1.sign(hash, secret).toDERRawBytes())).toBe(
      '304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee',
    );
  });
});

describe('BIP-173 and BIP-350', () => {
  test.each([
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', '0014751e76e8199196d454941c45d1b3a323f1433bd6'],
    [
      'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7',
      '00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262',
    ],
    [
      'tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy',
      '0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433',
    ],
    [
      'tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c',
      '5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433',
    ],
    [
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      '512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    ],
  ])('%s is paid by its script', (address, script) => {
    expect(hex(scriptOf(address, networkOf(address)) ?? new Uint8Array())).toBe(script);
  });
  // Valid addresses of versions that no network has: whatever is sent to them is anybody's.
  test.each([
    'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y',
    'BC1SW50QGDZ25J',
    'bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs',
  ])('%s, which nobody can own today, is not paid', (address) => {
    expect(scriptOf(address, 'mainnet')).toBeUndefined();
  });
  test.each([
    ['another network', 'tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut'],
    ['Bech32 for Bech32m', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd'],
    ['Bech32 for Bech32m', 'tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf'],
    ['Bech32 for Bech32m', 'BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL'],
    ['Bech32m for Bech32', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh'],
    ['Bech32m for Bech32', 'tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47'],
    ['a wrong letter', 'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4'],
    ['an unknown version', 'BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R'],
    ['one byte', 'bc1pw5dgrnzv'],
    ['41 bytes', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav'],
    ['16 bytes of version 0', 'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P'],
    ['mixed case', 'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq'],
    ['too much padding', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf'],
    ['padding that is not zero', 'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j'],
    ['no data', 'bc1gmk9yu'],
    ['a wrong letter, BIP-173', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
    ['another version, BIP-173', 'BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2'],
    ['one byte, BIP-173', 'bc1rw5uspcuh'],
    [
      'too long, BIP-173',
      'bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90',
    ],
    ['mixed case, BIP-173', 'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7'],
    ['too much padding, BIP-173', 'bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du'],
    ['padding not zero, BIP-173', 'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv'],
  ])('%s is refused: %s', (_, address) => {
    expect(scriptOf(address, networkOf(address))).toBeUndefined();
  });
});

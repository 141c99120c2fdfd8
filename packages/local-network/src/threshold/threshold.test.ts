import { Principal } from '@dfinity/principal';
import { ed25519 } from '@noble/curves/ed25519';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import { describe, expect, it } from 'vitest';
import {
  ecdsaPublicKey,
  type SchnorrAlgorithm,
  schnorrPublicKey,
  signEcdsa,
  signSchnorr,
  thresholdKeyNames,
} from './index.ts';
import published from './vectors.json' with { type: 'json' };

const canisterId = Principal.fromText('lxzze-o7777-77777-aaaaa-cai').toUint8Array();
const path = [Uint8Array.of(1, 2), new Uint8Array(0), new Uint8Array(70).fill(9)];
const hash = sha256(new TextEncoder().encode('one pass for people and things'));

describe('threshold keys', () => {
  it('derives the keys and chain codes that @dfinity/ic-pub-key publishes for PocketIC', () => {
    for (const {
      scheme,
      key,
      canister,
      path: hexPath,
      publicKey,
      chainCode,
    } of published.vectors) {
      const id = Principal.fromText(canister).toUint8Array();
      const parts = hexPath.map((part) => hexToBytes(part));
      const derived =
        scheme === 'ecdsa'
          ? ecdsaPublicKey(key, id, parts)
          : schnorrPublicKey(scheme as SchnorrAlgorithm, key, id, parts);
      expect(bytesToHex(derived.publicKey)).toBe(publicKey);
      expect(bytesToHex(derived.chainCode)).toBe(chainCode);
    }
  });

  it.each(thresholdKeyNames)('signs with ECDSA so that noble accepts it, low S: %s', (name) => {
    const signature = signEcdsa(name, canisterId, path, hash);
    const { publicKey } = ecdsaPublicKey(name, canisterId, path);
    expect(signature).toHaveLength(64);
    expect(secp256k1.verify(signature, hash, publicKey, { lowS: true })).toBe(true);
    expect(secp256k1.verify(signature, sha256(hash), publicKey)).toBe(false);
  });

  it.each(thresholdKeyNames)('signs with BIP340 so that noble accepts it: %s', (name) => {
    const signature = signSchnorr('bip340secp256k1', name, canisterId, path, hash);
    const { publicKey } = schnorrPublicKey('bip340secp256k1', name, canisterId, path);
    expect(schnorr.verify(signature, hash, publicKey.subarray(1))).toBe(true);
  });

  it.each(thresholdKeyNames)('signs with Ed25519 so that noble accepts it: %s', (name) => {
    const signature = signSchnorr('ed25519', name, canisterId, path, hash);
    const { publicKey } = schnorrPublicKey('ed25519', name, canisterId, path);
    expect(ed25519.verify(signature, hash, publicKey)).toBe(true);
    expect(ed25519.verify(signature, sha256(hash), publicKey)).toBe(false);
  });

  it.each([new Uint8Array(0), new Uint8Array(32).fill(5)])(
    'a BIP341 signature verifies under the Taproot output key and not under the plain one',
    (merkleRoot) => {
      for (const name of thresholdKeyNames) {
        const signature = signSchnorr('bip340secp256k1', name, canisterId, path, hash, merkleRoot);
        const plain = schnorrPublicKey('bip340secp256k1', name, canisterId, path).publicKey.slice(
          1,
        );
        expect(schnorr.verify(signature, hash, taprootOutputKey(plain, merkleRoot))).toBe(true);
        expect(schnorr.verify(signature, hash, plain)).toBe(false);
      }
    },
  );

  it('gives other canisters other keys and refuses unknown key names', () => {
    const other = Principal.fromText('uxrrr-q7777-77774-qaaaq-cai').toUint8Array();
    expect(ecdsaPublicKey('key_1', other, path)).not.toEqual(
      ecdsaPublicKey('key_1', canisterId, path),
    );
    expect(() => ecdsaPublicKey('key_2', canisterId, path)).toThrow('no key "key_2"');
    expect(() => signEcdsa('key_1', canisterId, path, hash.subarray(1))).toThrow(
      '32 bytes, not 31',
    );
  });
});

/** Output key by BIP341 from the public side: lift_x(P) + H_TapTweak(P || root) G. */
function taprootOutputKey(xOnly: Uint8Array, merkleRoot: Uint8Array): Uint8Array {
  const tweak = BigInt(`0x${bytesToHex(schnorr.utils.taggedHash('TapTweak', xOnly, merkleRoot))}`);
  const point = schnorr.utils.lift_x(BigInt(`0x${bytesToHex(xOnly)}`));
  return point.add(secp256k1.ProjectivePoint.BASE.multiply(tweak)).toRawBytes(true).slice(1);
}

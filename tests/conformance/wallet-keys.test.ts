/** Keys and addresses of people are those that public libraries derive from the published keys. */
import { Principal } from '@dfinity/principal';
import { ecdsaPublicKey, schnorrPublicKey } from '@qikcard/local-network/threshold/index';
import { computeAddress } from 'ethers';
import { describe, expect, test } from 'vitest';
import { type NetworkName, walletOf } from '../../canisters/wallet/domain/bitcoin/addresses.ts';
import { addressOfKey } from '../../canisters/wallet/domain/evm/address.ts';
import published from '../data/wallet-keys.json' with { type: 'json' };

const text = (part: string) => new TextEncoder().encode(part);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.each(published.vectors)('of $owner under $key', (vector) => {
  const canister = Principal.fromText(vector.canister).toUint8Array();
  const path = (chain: string) => [
    ...['qik', chain].map(text),
    Principal.fromText(vector.owner).toUint8Array(),
  ];
  const ecdsa = ecdsaPublicKey(vector.key, canister, path('btc')).publicKey;
  const schnorr = schnorrPublicKey('bip340secp256k1', vector.key, canister, path('btc')).publicKey;
  const evm = ecdsaPublicKey(vector.key, canister, path('eth')).publicKey;
  test('the keys of the local network are the published ones', () => {
    expect([ecdsa, schnorr, evm].map(hex)).toEqual([vector.ecdsa, vector.schnorr, vector.evmKey]);
  });
  test('both Bitcoin addresses are those of bitcoinjs', () => {
    const wallet = walletOf({ ecdsa, schnorr }, vector.network as NetworkName);
    expect(wallet.p2wpkh.address).toBe(vector.p2wpkh);
    expect(wallet.p2tr.address).toBe(vector.p2tr);
  });
  test('the Ethereum address is that of ethers', () => {
    expect(addressOfKey(evm)).toBe(vector.evm);
    expect(computeAddress(`0x${hex(evm)}`)).toBe(vector.evm);
  });
});

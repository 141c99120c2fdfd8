import { secp256k1 } from '@noble/curves/secp256k1';
import { computeAddress, getAddress } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOfKey, evmAddress, hexOf } from './address.ts';

describe('addresses of Ethereum', () => {
  // EIP-55, "Test Cases".
  test.each([
    '0x52908400098527886E0F7030069857D2E4169EE7',
    '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
    '0xde709f2102306220921060314715629080e2fb77',
    '0x27b1fdb04752bbc536007a920d24acb045561c26',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ])('%s is taken as it is', (address) => {
    expect(evmAddress(address)).toBe(address);
    expect(evmAddress(address.toLowerCase())).toBe(address);
  });
  test.each([
    ['a capital that contradicts the checksum', '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['a digit too few', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe'],
    ['no 0x', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['other letters', '0xgaaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
    ['a name', 'ada.eth'],
    ['nothing', ''],
  ])('with %s are refused', (_, address) => {
    expect(evmAddress(address)).toBeUndefined();
  });
  test('are what the public library makes of any bytes and of any key', () => {
    const secret = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .filter(secp256k1.utils.isValidPrivateKey);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), secret, (raw, key) => {
        const small = `0x${hexOf(raw)}`;
        expect(evmAddress(small)).toBe(getAddress(small));
        expect(addressOfKey(secp256k1.getPublicKey(key, true))).toBe(
          computeAddress(`0x${hexOf(key)}`),
        );
      }),
      { numRuns: 30 },
    );
  });
});

import { TOKEN_BYTES } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { doorwayOf, NOW, SECOND, tokenOf } from './fixtures.ts';
import { proveToken } from './token-state.ts';

const used = { atNs: NOW, gate: 'South', device: tokenOf().row.issued as never };

describe('what a code proves', () => {
  test('one changed bit anywhere is BadSignature or no token, used and revoked or not', () => {
    const { payload, row } = tokenOf();
    for (const state of [row, { ...row, used }, { ...row, revokedAtNs: NOW }]) {
      for (let bit = 0; bit < TOKEN_BYTES * 8; bit++) {
        const forged = Uint8Array.from(payload);
        forged[bit >> 3] ^= 1 << (bit & 7);
        const proof = proveToken(forged, NOW, doorwayOf(state));
        const name = 'refusal' in proof ? Object.keys(proof.refusal)[0] : 'proven';
        const keyGone = bit >> 3 === 2;
        expect(['BadSignature', 'Malformed'], `bit ${bit}`).toContain(name);
        if (keyGone) expect(name).toBe('BadSignature');
      }
    }
  });

  test('a token equal to the one issued needs no HMAC', () => {
    const { payload, row } = tokenOf();
    const isAuthentic = () => {
      throw new Error('computed an HMAC');
    };
    expect(proveToken(payload, NOW, doorwayOf(row, { isAuthentic }))).toMatchObject({ row });
  });

  test('one whose row would still be there was never issued, which needs no HMAC either', () => {
    const { payload } = tokenOf();
    const isAuthentic = () => {
      throw new Error('computed an HMAC');
    };
    const lookups = doorwayOf(undefined, { isAuthentic, isRowKept: () => true });
    expect(proveToken(payload, NOW, lookups)).toEqual({ refusal: { BadSignature: null } });
  });

  test('an expired token still says so after its row was pruned', () => {
    const { payload } = tokenOf({ ageSeconds: 90_000 });
    expect(proveToken(payload, NOW, doorwayOf(undefined))).toEqual({
      refusal: { Expired: { at_ns: NOW - 89_100n * SECOND } },
    });
  });

  test('an expired token still says so after its key was rotated away', () => {
    const { payload } = tokenOf({ ageSeconds: 90_000 });
    const lookups = doorwayOf(undefined, { isAuthentic: () => undefined });
    expect(proveToken(payload, NOW, lookups)).toEqual({
      refusal: { Expired: { at_ns: NOW - 89_100n * SECOND } },
    });
  });

  test('a token of an unknown key that claims to be fresh is forged', () => {
    const { payload } = tokenOf();
    const lookups = doorwayOf(undefined, { isAuthentic: () => undefined });
    expect(proveToken(payload, NOW, lookups)).toEqual({ refusal: { BadSignature: null } });
  });

  test('a genuine fresh token without a row is unknown, as after restoring a backup', () => {
    const { payload } = tokenOf();
    expect(proveToken(payload, NOW, doorwayOf(undefined))).toEqual({
      refusal: { UnknownToken: null },
    });
  });
});

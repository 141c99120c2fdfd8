import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '@qikcard/contracts/base64url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Claims, checkToken, compact, signingInput, thumbprintInput } from './jwt.ts';

const secret = new Uint8Array(32).fill(7);
const key = { kid: 'k', publicKey: ed25519.getPublicKey(secret) };
const claims: Claims = {
  iss: 'us',
  sub: 'ada',
  aud: 'desk',
  exp: 200,
  nbf: 100,
  iat: 100,
  jti: 'j',
  sid: '1',
  roles: ['admin'],
};
const issue = (changed: Partial<Claims> = {}) => {
  const input = signingInput('k', { ...claims, ...changed });
  return compact(input, ed25519.sign(new TextEncoder().encode(input), secret));
};
const check = (token: string, nowSeconds = 150) =>
  checkToken(token, {
    issuer: 'us',
    audience: 'desk',
    nowSeconds,
    keys: [key],
    verify: (signature, message, publicKey) => ed25519.verify(signature, message, publicKey),
  });

describe('a token', () => {
  test('says what was signed', () => {
    expect(check(issue())).toEqual({ Ok: claims });
  });
  test('counts from its first second until before its last', () => {
    expect(check(issue(), 99)).toEqual({ Err: 'not valid yet' });
    expect(check(issue(), 100)).toHaveProperty('Ok');
    expect(check(issue(), 199)).toHaveProperty('Ok');
    expect(check(issue(), 200)).toEqual({ Err: 'expired' });
  });
  test('counts here only when it was issued here and for this audience', () => {
    expect(check(issue({ iss: 'them' }))).toEqual({ Err: 'issued by another' });
    expect(check(issue({ aud: 'desk2' }))).toEqual({ Err: 'for another audience' });
  });
  test('with any one character changed, left out or added is refused', () => {
    const token = issue();
    const change = fc.record({
      at: fc.nat(token.length - 1),
      by: fc.constantFrom('A', '.', '', 'é'),
    });
    fc.assert(
      fc.property(change, ({ at, by }) => {
        const changed = token.slice(0, at) + by + token.slice(at + 1);
        fc.pre(changed !== token);
        expect(check(changed)).toHaveProperty('Err');
      }),
    );
  });
});

test('a key is named as in RFC 8037, appendix A.3', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const name = sha256(thumbprintInput({ kty: 'OKP', crv: 'Ed25519', x }));
  expect(encodeBase64Url(name)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('a token is signed as in RFC 8037, appendix A.4', () => {
  const seed = Uint8Array.from(
    Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url'),
  );
  const input = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
  const token = compact(input, ed25519.sign(new TextEncoder().encode(input), seed));
  expect(token.split('.')[2]).toBe(
    'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  );
});

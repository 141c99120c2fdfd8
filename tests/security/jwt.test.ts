/** Tokens as the outside sees them, and the attacks that are known on JWT. */
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  ACCESS_TOKEN_LIFE_SECONDS,
  ACCESS_TOKENS_PER_MINUTE,
  SIGNING_KEY_SECONDS,
} from '@qikcard/contracts';
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { page } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { type Jwks, partsOf, readCertificate, readToken, thumbprintOf } from './jwt-reader.ts';

const AUDIENCE = 'https://desk.example.org';
let deployment: Deployment;
let session: { id: Uint8Array; number: bigint };
let issuer: string;

const auth = (name: string) => deployment.as(person(name)).auth;
const now = async () => Number((await deployment.nowNs()) / 1_000_000_000n);
const keys = async () => JSON.parse((await auth('Anybody').token_keys()).jwks) as Jwks;

async function signIn(name: string) {
  const answer = await auth(name).open_session({ name: 'phone', kind: { Phone: null } });
  if ('Err' in answer) throw new Error(`no session: ${Object.keys(answer.Err)[0]}`);
  return { id: Uint8Array.from(answer.Ok.id), number: answer.Ok.session.number };
}
async function tokenFor(name: string, id: Uint8Array, audience = AUDIENCE): Promise<string> {
  const answer = await auth(name).issue_token({ session: id, audience });
  if ('Err' in answer) throw new Error(`no token: ${Object.keys(answer.Err)[0]}`);
  return answer.Ok.token;
}
const read = async (token: string, jwks?: Jwks) =>
  readToken(token, { jwks: jwks ?? (await keys()), issuer, audience: AUDIENCE, now: await now() });
const validate = (token: string, audience = AUDIENCE) =>
  auth('Anybody').validate_token({ token, audience });

beforeAll(async () => {
  deployment = await Deployment.start();
  issuer = `https://${deployment.ids.auth.toText()}.icp0.io`;
  for (const name of ['Ada', 'Mallory', 'Sam']) await auth(name).register({ display_name: name });
  await deployment.grant(person('Ada'), 'staff', 42n);
  await deployment.grant(person('Ada'), 'organizer');
});
afterAll(() => deployment?.stop());
beforeEach(async () => {
  await deployment.pass(60);
  session = await signIn('Ada');
});

describe('a token', () => {
  test('is read by a service that knows the published keys and nothing else', async () => {
    const token = await tokenFor('Ada', session.id);
    const payload = await read(token);
    expect(payload).toMatchObject({
      iss: issuer,
      sub: person('Ada').principal.toText(),
      aud: AUDIENCE,
      sid: session.number.toString(),
      roles: ['staff:event:42', 'organizer'],
    });
    expect(payload.exp - payload.iat).toBe(ACCESS_TOKEN_LIFE_SECONDS);
    expect(payload.nbf).toBe(payload.iat);
    expect(Math.abs(payload.iat - (await now()))).toBeLessThan(5);
    expect(payload.jti).toMatch(/^[\w-]{22}$/);
    expect((await read(await tokenFor('Ada', session.id))).jti).not.toBe(payload.jti);
    expect(await validate(token)).toMatchObject({ Ok: { audience: AUDIENCE } });
  });

  test('is read by an ordinary JWT library, which refuses another audience and a late hour', async () => {
    const token = await tokenFor('Ada', session.id);
    const published = createLocalJWKSet((await keys()) as unknown as JSONWebKeySet);
    const terms = { issuer, audience: AUDIENCE, algorithms: ['EdDSA'] };
    const at = (seconds: number) => ({ ...terms, currentDate: new Date(seconds * 1_000) });
    const { payload, protectedHeader } = await jwtVerify(token, published, at(await now()));
    expect(payload.sub).toBe(person('Ada').principal.toText());
    expect(protectedHeader.alg).toBe('EdDSA');
    const late = at((await now()) + ACCESS_TOKEN_LIFE_SECONDS + 60);
    await expect(jwtVerify(token, published, late)).rejects.toThrow(errors.JWTExpired);
    const elsewhere = { ...at(await now()), audience: 'https://elsewhere.example.org' };
    await expect(jwtVerify(token, published, elsewhere)).rejects.toThrow(
      errors.JWTClaimValidationFailed,
    );
  });

  test('is signed with a key that the threshold root vouched for', async () => {
    const { keys: published, root } = await keys();
    for (const key of published) {
      expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
      expect(key.kid).toBe(thumbprintOf(key));
      expect(readCertificate(key, root!, await now())).toMatchObject({ iss: issuer });
    }
    // A key in its place that the root never saw.
    const { publicKey } = generateKeyPairSync('ed25519');
    const foreign = { ...published[0], x: publicKey.export({ format: 'jwk' }).x as string };
    expect(() => readCertificate(foreign, root!, 0)).toThrow('another key');
    const otherRoot = { ...root!, x: foreign.x };
    expect(() => readCertificate(published[0], otherRoot, 0)).toThrow('another root');
  });

  test('is read with the keys that the canister publishes where readers look for them', async () => {
    const { status, headers, text } = await page(deployment, 'auth', '/.well-known/jwks.json');
    expect(status).toBe(200);
    expect(new Map(headers).get('Content-Type')).toMatch('application/json');
    expect(text).toBe((await auth('Anybody').token_keys()).jwks);
    expect(await read(await tokenFor('Ada', session.id), JSON.parse(text))).toHaveProperty('jti');
  });

  test('publishes nothing secret', async () => {
    const text = (await auth('Anybody').token_keys()).jwks;
    expect(text).not.toMatch(/"d"/);
  });
});

describe('nobody gets a token', () => {
  test('for a session of somebody else, a guessed one, or none', async () => {
    for (const [who, id] of [
      ['Mallory', session.id],
      ['Ada', new Uint8Array(16)],
      ['Ada', new Uint8Array()],
    ] as const) {
      const answer = await auth(who).issue_token({ session: id, audience: AUDIENCE });
      expect(answer).toEqual({ Err: { SessionEnded: null } });
    }
  });
  test('for an audience that is not one plain name', async () => {
    for (const audience of ['', 'a b', 'x'.repeat(101), 'a"b', '["a","b"]', 'ä']) {
      const answer = await auth('Ada').issue_token({ session: session.id, audience });
      expect(answer, audience).toMatchObject({ Err: { Invalid: { field: 'audience' } } });
      await deployment.pass(60 / ACCESS_TOKENS_PER_MINUTE);
    }
  });
  test('without end: a wait is told, and others are not slowed down', async () => {
    for (let i = 0; i < ACCESS_TOKENS_PER_MINUTE; i++) await tokenFor('Ada', session.id);
    const answer = await auth('Ada').issue_token({ session: session.id, audience: AUDIENCE });
    expect(answer).toMatchObject({ Err: { RateLimited: { retry_after_seconds: 10 } } });
    expect(await tokenFor('Mallory', (await signIn('Mallory')).id)).toContain('.');
  });
});

describe('a forged token is refused by the canister and by a service', () => {
  const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  async function refused(token: string) {
    await expect(read(token)).rejects.toThrow();
    expect(await validate(token)).toMatchObject({ Err: { TokenInvalid: {} } });
  }

  test('with algorithm "none" in any spelling', async () => {
    const { payload, parts } = partsOf(await tokenFor('Ada', session.id));
    for (const alg of ['none', 'None', 'NONE', '', null]) {
      const header = b64({ ...partsOf(parts.join('.')).header, alg });
      await refused(`${header}.${b64(payload)}.`);
      await refused(`${header}.${b64(payload)}.${parts[2]}`);
    }
  });
  test('with the public key taken for an HMAC secret', async () => {
    const { header, payload } = partsOf(await tokenFor('Ada', session.id));
    const [key] = (await keys()).keys;
    const { kty, crv, x } = key;
    const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    const secrets = [
      Buffer.from(x, 'base64url'),
      Buffer.from(x),
      Buffer.from(publicKey.export({ format: 'pem', type: 'spki' })),
    ];
    for (const secret of secrets) {
      const input = `${b64({ ...header, alg: 'HS256' })}.${b64(payload)}`;
      await refused(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`);
      // Also under the true header, in case only the signature's check is confused.
      const plain = `${b64(header)}.${b64(payload)}`;
      await refused(`${plain}.${createHmac('sha512', secret).update(plain).digest('base64url')}`);
    }
  });
  test('with a key of the forger, under its own id, a known one, or brought along', async () => {
    const { header, payload } = partsOf(await tokenFor('Ada', session.id));
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const jwk = publicKey.export({ format: 'jwk' });
    for (const changed of [{ kid: 'mine' }, {}, { kid: 'mine', jwk }, { jwk }, { kid: ['mine'] }]) {
      const input = `${b64({ ...header, ...changed })}.${b64(payload)}`;
      await refused(`${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`);
    }
  });
  test('with a payload that says more than was signed', async () => {
    const { header, payload, parts } = partsOf(await tokenFor('Ada', session.id));
    for (const change of [{ roles: ['admin'] }, { exp: payload.exp + 1 }, { sub: 'aaaaa-aa' }]) {
      await refused(`${b64(header)}.${b64({ ...payload, ...change })}.${parts[2]}`);
    }
    const flipped = Buffer.from(parts[2], 'base64url');
    for (const at of [0, 31, 32, 63]) {
      const wrong = Buffer.from(flipped);
      wrong[at] ^= 1;
      await refused(`${parts[0]}.${parts[1]}.${wrong.toString('base64url')}`);
    }
  });
  test('which is not a token at all', async () => {
    const token = await tokenFor('Ada', session.id);
    for (const text of [
      '',
      '.',
      '..',
      '...',
      token.slice(0, -1),
      `${token}.`,
      'x'.repeat(100_000),
    ]) {
      await refused(text);
    }
  });
  test('that the root signed for another purpose: a key certificate is no token', async () => {
    const [key] = (await keys()).keys;
    await refused(key.qik_certificate as string);
  });
});

describe('a token is over', () => {
  test('for another audience from the beginning', async () => {
    const token = await tokenFor('Ada', session.id, 'https://other.example.org');
    await expect(read(token)).rejects.toThrow('another audience');
    const answer = await validate(token);
    expect(answer).toEqual({ Err: { TokenInvalid: { reason: 'for another audience' } } });
  });
  test('at its end, to the second', async () => {
    const token = await tokenFor('Ada', session.id);
    const { payload } = partsOf(token);
    await deployment.pass(payload.exp - (await now()) - 1);
    expect(await validate(token)).toHaveProperty('Ok');
    await deployment.pass(1);
    const answer = await validate(token);
    expect(answer).toEqual({ Err: { TokenInvalid: { reason: 'expired' } } });
    await expect(read(token)).rejects.toThrow('expired');
  });
  test('on chain when its session ends; outside within its ten minutes', async () => {
    const token = await tokenFor('Ada', session.id);
    await auth('Ada').revoke_session(session.number);
    expect(await validate(token)).toEqual({ Err: { SessionEnded: null } });
    // What nobody outside can know, and why a token is short-lived.
    expect(await read(token)).toMatchObject({ sid: session.number.toString() });
    const again = await auth('Ada').issue_token({ session: session.id, audience: AUDIENCE });
    expect(again).toEqual({ Err: { SessionEnded: null } });
  });
  test('on chain when its holder is suspended', async () => {
    const token = await tokenFor('Sam', (await signIn('Sam')).id);
    await deployment.as(admin).auth.set_suspended(person('Sam').principal, true);
    expect(await validate(token)).toEqual({ Err: { SessionEnded: null } });
  });
});

describe('keys', () => {
  test('change twice a day; the old one stays until its last token is over', async () => {
    const [first] = (await keys()).keys;
    // Up to the last moment before the hour in which the key is replaced.
    let token = '';
    let jwks = await keys();
    const holder = await signIn('Ada');
    for (let passed = 0; jwks.keys.length === 1; passed += 300) {
      expect(passed).toBeLessThan(SIGNING_KEY_SECONDS + 2 * 3_600);
      token = await tokenFor('Ada', holder.id);
      await deployment.pass(300);
      jwks = await keys();
    }
    expect(jwks.keys[0].kid).not.toBe(first.kid);
    expect(jwks.keys[1].kid).toBe(first.kid);
    expect(await read(token, jwks)).toBeDefined();
    expect(await validate(token)).toHaveProperty('Ok');
    const fresh = await tokenFor('Ada', holder.id);
    expect(partsOf(fresh).header.kid).toBe(jwks.keys[0].kid);
    await deployment.pass(3_600);
    await deployment.settle();
    expect((await keys()).keys.map(({ kid }) => kid)).toEqual([jwks.keys[0].kid]);
  });
  test('and the tokens signed with them outlive an upgrade', async () => {
    const token = await tokenFor('Ada', session.id);
    const before = (await auth('Ada').token_keys()).jwks;
    await deployment.upgrade('auth');
    await deployment.settle();
    expect((await auth('Ada').token_keys()).jwks).toBe(before);
    expect(await validate(token)).toHaveProperty('Ok');
    expect(await tokenFor('Ada', session.id)).toContain('.');
  });
});

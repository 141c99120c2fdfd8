/** JSON web tokens: RFC 7515 compact serialization, RFC 7519 claims, RFC 8037 EdDSA keys. */
import { err, ok, type Result } from '@qikcard/contracts';
import { ACCESS_TOKEN_MAX_CHARS } from '@qikcard/contracts/auth-tokens';
import { decodeBase64Url, encodeBase64Url } from '@qikcard/contracts/base64url';

/** A public Ed25519 key (RFC 8037 §2). */
export type Jwk = { kty: 'OKP'; crv: 'Ed25519'; x: string };
export type Claims = {
  iss: string;
  sub: string;
  aud: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
  roles: string[];
};

const utf8 = (text: string) => new TextEncoder().encode(text);
const part = (value: unknown) => encodeBase64Url(utf8(JSON.stringify(value)));

export const jwkOf = (publicKey: Uint8Array): Jwk => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x: encodeBase64Url(publicKey),
});

/** The text whose SHA-256 names a key (RFC 7638 §3): members in this order, no blanks. */
export const thumbprintInput = ({ crv, kty, x }: Jwk): Uint8Array =>
  utf8(JSON.stringify({ crv, kty, x }));

/** What is signed: header and payload of a token of this type under this key. */
export const signingInput = (kid: string, claims: object, typ = 'JWT'): string =>
  `${part({ alg: 'EdDSA', typ, kid })}.${part(claims)}`;

/** A compact token from what was signed and its signature. */
export const compact = (input: string, signature: Uint8Array): string =>
  `${input}.${encodeBase64Url(signature)}`;

export type KeyToCheck = { kid: string; publicKey: Uint8Array };
export type Expected = {
  issuer: string;
  audience: string;
  nowSeconds: number;
  keys: readonly KeyToCheck[];
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
};

/**
 * The claims of a genuine token, or why it is none. The header must be, byte for byte, the one we
 * write for a key we know: neither the algorithm nor the key is the sender's to choose.
 */
export function checkToken(token: string, expected: Expected): Result<Claims, string> {
  if (token.length > ACCESS_TOKEN_MAX_CHARS) return err('too long');
  const parts = token.split('.');
  if (parts.length !== 3) return err('not a compact token');
  const [header, payload, encodedSignature] = parts;
  const key = expected.keys.find(({ kid }) => header === part({ alg: 'EdDSA', typ: 'JWT', kid }));
  if (key === undefined) return err('not signed with a key of this canister');
  const signature = decodeBase64Url(encodedSignature);
  if (signature?.length !== 64) return err('not a signature');
  if (!expected.verify(signature, utf8(`${header}.${payload}`), key.publicKey)) {
    return err('the signature is wrong');
  }
  // Only now is the payload ours, and its shape with it.
  const bytes = decodeBase64Url(payload) as Uint8Array;
  return inTime(JSON.parse(new TextDecoder().decode(bytes)) as Claims, expected);
}

function inTime(claims: Claims, { issuer, audience, nowSeconds }: Expected) {
  if (claims.iss !== issuer) return err('issued by another');
  if (claims.aud !== audience) return err('for another audience');
  if (nowSeconds >= claims.exp) return err('expired');
  if (nowSeconds < claims.nbf) return err('not valid yet');
  return ok(claims);
}

/** The published document: keys with their certificates, and the root that signed those. */
export function jwksDocument(
  keys: readonly { kid: string; publicKey: Uint8Array; certificate: string }[],
  root: (Jwk & { kid: string }) | undefined,
): string {
  const published = keys.map(({ kid, publicKey, certificate }) => ({
    ...jwkOf(publicKey),
    kid,
    use: 'sig',
    alg: 'EdDSA',
    qik_certificate: certificate,
  }));
  return JSON.stringify(root === undefined ? { keys: published } : { keys: published, root });
}

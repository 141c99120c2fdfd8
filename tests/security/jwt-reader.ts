/**
 * A reader of tokens that shares nothing with the canister's code: RFC 7515 (JWS), RFC 7519 (JWT),
 * RFC 7517 (JWK) and RFC 7638 (thumbprints) from their text, signatures by OpenSSL in node:crypto.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export type PublishedKey = {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  alg?: string;
  use?: string;
  qik_certificate?: string;
};
export type Jwks = { keys: PublishedKey[]; root?: PublishedKey };
// biome-ignore lint/suspicious/noExplicitAny: whatever a stranger wrote
type Json = Record<string, any>;

const jsonOf = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

/** Header, payload and signature of a compact JWS, unverified. */
export function partsOf(token: string) {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Error('not a compact JWS');
  return { header: jsonOf(parts[0]), payload: jsonOf(parts[1]), parts };
}

/** RFC 7638: SHA-256 over the required members in lexicographic order. */
export const thumbprintOf = ({ crv, kty, x }: PublishedKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

function isSignedWith(key: PublishedKey, [header, payload, signature]: string[]): boolean {
  const { kty, crv, x } = key;
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const input = Buffer.from(`${header}.${payload}`, 'ascii');
  return verify(null, input, publicKey, Buffer.from(signature, 'base64url'));
}

/** What a careful service does with a token: the payload, or a thrown reason. */
export function readToken(
  token: string,
  options: { jwks: Jwks; issuer: string; audience: string; now: number; typ?: string },
): Json {
  const { header, payload, parts } = partsOf(token);
  if (header.alg !== 'EdDSA') throw new Error(`algorithm ${header.alg}`);
  if (header.typ !== (options.typ ?? 'JWT')) throw new Error(`type ${header.typ}`);
  const key = options.jwks.keys.find(({ kid }) => kid === header.kid);
  if (key === undefined) throw new Error('unknown key');
  if (!isSignedWith(key, parts)) throw new Error('wrong signature');
  if (payload.iss !== options.issuer) throw new Error('another issuer');
  if (payload.aud !== options.audience) throw new Error('another audience');
  if (options.now >= payload.exp) throw new Error('expired');
  if (options.now < payload.nbf) throw new Error('not yet');
  return payload;
}

/** The key that the root vouched for, in its time; a thrown reason otherwise. */
export function readCertificate(key: PublishedKey, root: PublishedKey, now: number): Json {
  const { header, payload, parts } = partsOf(key.qik_certificate ?? '');
  if (header.alg !== 'EdDSA' || header.typ !== 'qik-key+jwt') throw new Error('another type');
  if (header.kid !== thumbprintOf(root)) throw new Error('another root');
  if (!isSignedWith(root, parts)) throw new Error('the root did not sign this');
  if (payload.kid !== key.kid || payload.jwk.x !== key.x) throw new Error('another key');
  if (now < payload.nbf || now >= payload.exp) throw new Error('out of its time');
  return payload;
}

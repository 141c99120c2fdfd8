import { decode } from 'cborg';
import { concat, equalBytes, sha256 } from './bytes.ts';
import { decodeCbor, field } from './cbor.ts';
import { p256KeyToDer } from './der.ts';

type Ecdsa = (message: Uint8Array, signature: Uint8Array, derKey: Uint8Array) => boolean;

/**
 * DER P-256 key of a COSE key (RFC 9053, section 2.1): kty 2, alg -7, crv 1, x and y. Throws on
 * other algorithms; RSA passkeys are refused by name.
 */
export function coseToP256(cose: Uint8Array): Uint8Array {
  const key = decode(cose, { useMaps: true }) as Map<number, unknown>;
  if (key.get(1) !== 2 || key.get(3) !== -7 || key.get(-1) !== 1)
    throw new Error('only ES256 (P-256) COSE keys are supported');
  const x = key.get(-2);
  const y = key.get(-3);
  if (!(x instanceof Uint8Array && y instanceof Uint8Array && x.length === 32 && y.length === 32))
    throw new Error('malformed COSE key');
  return p256KeyToDer(concat(Uint8Array.of(4), x, y));
}

/**
 * Verifies a web authentication signature (interface spec, "Web Authentication"): a CBOR map of
 * authenticator data, client data and signature, where the challenge is the signed message.
 */
export function verifyWebAuthn(
  message: Uint8Array,
  signature: Uint8Array,
  derKey: Uint8Array,
  ecdsa: Ecdsa,
): string | undefined {
  const parts = decodeCbor(signature);
  const authenticatorData = field(parts, 'authenticator_data');
  const clientData = field(parts, 'client_data_json');
  const inner = field(parts, 'signature');
  if (!(authenticatorData instanceof Uint8Array && inner instanceof Uint8Array))
    return 'WebAuthn signature is malformed';
  const clientBytes = typeof clientData === 'string' ? Buffer.from(clientData) : clientData;
  if (!(clientBytes instanceof Uint8Array)) return 'WebAuthn signature is malformed';
  const challenge = challengeOf(clientBytes);
  if (!challenge || !equalBytes(challenge, message))
    return 'WebAuthn signature is for another challenge';
  const signed = concat(authenticatorData, sha256(clientBytes));
  return ecdsa(signed, derToRaw(inner), derKey)
    ? undefined
    : 'WebAuthn signature could not be verified';
}

function challengeOf(clientData: Uint8Array): Uint8Array | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientData).toString('utf8'));
    const challenge = field(parsed, 'challenge');
    return typeof challenge === 'string' ? Buffer.from(challenge, 'base64url') : undefined;
  } catch {
    return undefined;
  }
}

/** Authenticators answer with a DER ECDSA signature; the raw form is r ‖ s. */
function derToRaw(der: Uint8Array): Uint8Array {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const sStart = 6 + rLength;
  const s = der.subarray(sStart, sStart + (der[sStart - 1] ?? 0));
  const fixed = (n: Uint8Array) => {
    const digits = n[0] === 0 ? n.subarray(1) : n;
    return concat(new Uint8Array(Math.max(0, 32 - digits.length)), digits);
  };
  return concat(fixed(r), fixed(s));
}

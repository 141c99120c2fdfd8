/** Tokens for readers outside the chain. */
import { Principal } from '@dfinity/principal';
import { ed25519 } from '@noble/curves/ed25519';
import { type Call, roles, secrets } from '@qikcard/canister-kit';
import {
  type AccessToken,
  err,
  ok,
  type Result,
  ROLES_IN_TOKEN_MAX,
  type TokenClaims,
  type TokenRefusal,
  type TokenRequest,
} from '@qikcard/contracts';
import { encodeBase64Url } from '@qikcard/contracts/base64url';
import { type Claims, checkToken, compact, signingInput } from './domain/jwt.ts';
import { absoluteEndNs } from './domain/sessions.ts';
import { keyEndsNs, maySign } from './domain/signing-keys.ts';
import { claimsOf, isAudience } from './domain/token-claims.ts';
import { grantRowsHeldBy } from './grants.ts';
import { isSessionOpen, sessionOf, touch } from './sessions.ts';
import { currentKey, issuer, publishedKeys } from './signing-keys.ts';

const NS_PER_SECOND = 1_000_000_000n;
const JTI_BYTES = 16;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A token for the caller's own open session. */
export function issueToken(call: Call, request: TokenRequest): Result<AccessToken, TokenRefusal> {
  const { audience } = request;
  if (!isAudience(audience)) {
    const problem = 'name one service: letters, digits and . : / _ ~ -, at most 100';
    return err({ Invalid: { field: 'audience', problem } });
  }
  const session = sessionOf(call, request.session);
  if (session === undefined) return err({ SessionEnded: null });
  const key = currentKey();
  if (key?.secret === undefined || !maySign(key.createdAtNs, call.nowNs) || !secrets.ready()) {
    return err({ KeysNotReady: null });
  }
  touch(session, call.nowNs);
  call.subject = `session ${session.number}`;
  const claims = claimsOf({
    issuer: issuer(),
    subject: call.caller.toText(),
    audience,
    session: session.number,
    id: encodeBase64Url(secrets.randomBytes(JTI_BYTES)),
    nowNs: call.nowNs,
    sessionEndsNs: absoluteEndNs(session),
    keyEndsNs: keyEndsNs(key.createdAtNs),
    roles: grantRowsHeldBy(call.caller, ROLES_IN_TOKEN_MAX),
  });
  const input = signingInput(key.kid, claims);
  const token = compact(input, ed25519.sign(utf8(input), key.secret));
  return ok({ token, expires_at_ns: BigInt(claims.exp) * NS_PER_SECOND, key_id: key.kid });
}

/** What a genuine token says while its session is open. */
export function validateToken(
  { nowNs }: Pick<Call, 'nowNs'>,
  { token, audience }: { token: string; audience: string },
): Result<TokenClaims, TokenRefusal> {
  const checked = checkToken(token, {
    issuer: issuer(),
    audience,
    nowSeconds: Number(nowNs / NS_PER_SECOND),
    keys: publishedKeys(),
    // Strict RFC 8032: no second encoding of a signature passes.
    verify: (signature, message, publicKey) =>
      ed25519.verify(signature, message, publicKey, { zip215: false }),
  });
  if ('Err' in checked) return err({ TokenInvalid: { reason: checked.Err } });
  const claims = viewOf(checked.Ok);
  const open = isSessionOpen(claims.session, nowNs) && !roles.isSuspended(claims.subject);
  return open ? ok(claims) : err({ SessionEnded: null });
}

const viewOf = ({ sub, aud, sid, roles: held, iat, exp }: Claims): TokenClaims => ({
  subject: Principal.fromText(sub),
  audience: aud,
  session: BigInt(sid),
  roles: held,
  issued_at_ns: BigInt(iat) * NS_PER_SECOND,
  expires_at_ns: BigInt(exp) * NS_PER_SECOND,
});

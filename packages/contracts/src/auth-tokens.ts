/**
 * Tokens for readers outside the chain: JWT (RFC 7519) signed with EdDSA (RFC 8037). On chain the
 * caller principal is the identity; no canister may take a token for it.
 */
import {
  blob,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';

/** A token outlives the end of its session by at most this long. */
export const ACCESS_TOKEN_LIFE_SECONDS = 10 * 60;
/** A key signs for this long; the next is made at the first full hour past it. */
export const SIGNING_KEY_SECONDS = 12 * 60 * 60;
/** After this nothing signed by a key counts, whether or not there is a next one. */
export const SIGNING_KEY_LIFE_SECONDS = 14 * 60 * 60;
export const AUDIENCE_MAX_CHARS = 100;
export const ACCESS_TOKEN_MAX_CHARS = 4_096;
export const ROLES_IN_TOKEN_MAX = 50;
export const ACCESS_TOKENS_PER_MINUTE = 6;
export const ACCESS_TOKENS_PER_MINUTE_ALTOGETHER = 600;

/** `audience` names the one service the token is for, for example `https://desk.example.org`. */
export const TokenRequest = record({ session: blob, audience: text });
export type TokenRequest = Infer<typeof TokenRequest>;
export const AccessToken = record({ token: text, expires_at_ns: nat64, key_id: text });
export type AccessToken = Infer<typeof AccessToken>;

export const TokenClaims = record({
  subject: principal,
  audience: text,
  /** The number of the session it was issued to. */
  session: nat64,
  /** `admin`, or `staff:event:42` for a role held for one event. */
  roles: vec(text),
  issued_at_ns: nat64,
  expires_at_ns: nat64,
});
export type TokenClaims = Infer<typeof TokenClaims>;

export const TokenRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  /** No signing key has been made and certified yet, or the last one is too old. */
  KeysNotReady: nothing,
  SessionEnded: nothing,
  /** Malformed, not ours, for somebody else, or out of its time. */
  TokenInvalid: record({ reason: text }),
});
export type TokenRefusal = Infer<typeof TokenRefusal>;

/** `jwks` is the text that `/.well-known/jwks.json` serves. */
export const TokenKeys = record({ jwks: text, current_key_id: opt(text) });

export const tokenMethods = {
  /** A token of 10 minutes at most for the caller's own open session. */
  issue_token: update([TokenRequest], result(AccessToken, TokenRefusal)),
  /**
   * What a token says, if it is genuine, in time, for this audience, and its session is open. A
   * query's answer comes from one node: it is help for a screen, never authority.
   */
  validate_token: query(
    [record({ token: text, audience: text })],
    result(TokenClaims, TokenRefusal),
  ),
  token_keys: query([], TokenKeys),
};

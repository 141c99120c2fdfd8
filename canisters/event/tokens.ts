/** Issuing and withdrawing one-time tokens; the rows that make them one-time. */
import { type Call, ic, rateLimit } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  type Infer,
  type IssuedToken,
  type IssueTokenRequest,
  isAuthentic,
  mintToken,
  NONCE_BYTES,
  ok,
  type Purpose,
  purposes,
  type Result,
  readToken,
  TOKEN_TTL_SECONDS,
  TOKENS_PER_MINUTE,
  type TokenFields,
} from '@qikcard/contracts';
import { problemOfIssuing } from './domain/issue.ts';
import { expiryNs, type Proven, type TokenLookups } from './domain/token-state.ts';
import { runsEvent } from './events.ts';
import { randomBytes, roles, tokenKeys } from './platform.ts';
import type { TokenRow } from './rows.ts';
import { served } from './serve.ts';
import { doors, latestToken, registrations, tokenExpiry, tokens } from './store.ts';

/** When, at which gate and by whom a code was used. */
export type TokenUse = NonNullable<TokenRow['used']>;
type Request = Infer<typeof IssueTokenRequest>;

const SECOND_NS = 1_000_000_000n;
/** How long a row outlives its token; afterwards the token itself tells that it expired. */
const KEPT_SECONDS = 3_600;
/** Two rows go for each one that comes: the table shrinks to what is alive. */
const PRUNED_PER_ISSUE = 2;

const issuing = rateLimit({ burst: TOKENS_PER_MINUTE, perMinute: TOKENS_PER_MINUTE });

export class Tokens {
  @served(eventApi.issue_token)
  issue_token(call: Call, request: Request): Result<IssuedToken, EventRefusal> {
    const { registration_id: subject } = request;
    call.subject = subject.toString();
    const purpose = Object.keys(request.purpose)[0] as Purpose;
    const problem = problemOfRequest(call, subject, purpose);
    if (problem) return err(problem);
    const wait = issuing.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const token = issueToken(subject, purpose, call.nowNs);
    if (token === undefined) return err({ KeysNotReady: null });
    return ok({ token, expires_at_ns: expiryNs(fieldsOf(token)), purpose: request.purpose });
  }

  @served(eventApi.revoke_tokens)
  revoke_tokens(call: Call, id: bigint): Result<number, EventRefusal> {
    call.subject = id.toString();
    const registration = registrations.get(id);
    const door = registration && doors.get(registration.eventId);
    if (!registration || !door) return err({ UnknownRegistration: null });
    const isHolder = call.caller.compareTo(registration.holder) === 'eq';
    if (!isHolder && !runsEvent(call, door, registration.eventId)) return err({ Forbidden: null });
    return ok(revokeOpenTokens(id, call.nowNs));
  }
}

/**
 * A stored token for a registration or a thing, which withdraws the one before of the same purpose,
 * except with `alongside`: then several people hold one each. Undefined before the first key was
 * drawn. Who may ask is decided by the caller of this function.
 */
export function issueToken(
  subject: bigint,
  purpose: Purpose,
  nowNs: bigint,
  options: { alongside?: boolean } = {},
): Uint8Array | undefined {
  const token = mint(subject, purpose, nowNs);
  if (token === undefined) return undefined;
  pruneExpired(nowNs, PRUNED_PER_ISSUE);
  if (!options.alongside) revokeOpen(subject, purpose, nowNs);
  store(token, nowNs, options.alongside ?? false);
  return token;
}

/** How a payload is looked up as a token (domain/token-state.ts). */
export const tokenLookups: TokenLookups = {
  token: (nonce) => tokens.get(nonce),
  isAuthentic: (payload, keyId) => {
    const key = tokenKeys.find(keyId);
    return key && isAuthentic(payload, key);
  },
  // By the clock of now, also for a code that a reader read long ago: the row goes by it, too.
  isRowKept: (expiresAtSeconds) => expiresAtSeconds >= rowsKeptSince(ic.nowNs()),
};

/** Rows of tokens that expired earlier may have been pruned. */
const rowsKeptSince = (nowNs: bigint): number => Number(nowNs / SECOND_NS) - KEPT_SECONDS;

/** Uses a token up. */
export function consumeToken({ fields, row }: Proven, use: TokenUse): void {
  tokens.put(fields.nonce, { ...row, used: use });
}

/** A signed token, or undefined before the first key was drawn. */
function mint(subject: bigint, purpose: Purpose, nowNs: bigint): Uint8Array | undefined {
  const key = tokenKeys.current();
  const nonce = randomBytes(NONCE_BYTES);
  if (key === undefined || nonce === undefined) return undefined;
  const expiresAtSeconds = Number(nowNs / SECOND_NS) + TOKEN_TTL_SECONDS;
  return mintToken({ purpose, keyId: key.id, subject, nonce, expiresAtSeconds }, key.key);
}

const fieldsOf = (token: Uint8Array): TokenFields => readToken(token) as TokenFields;

function store(token: Uint8Array, nowNs: bigint, alongside: boolean): void {
  const { subject, purpose, nonce, expiresAtSeconds } = fieldsOf(token);
  tokens.put(nonce, { issued: token, issuedAtNs: nowNs, used: undefined, revokedAtNs: undefined });
  if (!alongside) latestToken.put([subject, purposes.indexOf(purpose)], nonce);
  tokenExpiry.insert([expiresAtSeconds, nonce]);
}

function problemOfRequest(call: Call, id: bigint, purpose: Purpose): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  const registration = registrations.get(id);
  const door = registration && doors.get(registration.eventId);
  if (!registration || !door) return { UnknownRegistration: null };
  return problemOfIssuing(purpose, registration, door, {
    isHolder: call.caller.compareTo(registration.holder) === 'eq',
    suspended: roles.isSuspended(call.caller),
    nowNs: call.nowNs,
  });
}

/** Withdraws what is still good of a registration's tokens; gives their number. */
export function revokeOpenTokens(registrationId: bigint, nowNs: bigint): number {
  return (
    revokeOpen(registrationId, 'check_in', nowNs) + revokeOpen(registrationId, 'check_out', nowNs)
  );
}

/** Withdraws the open token of a subject and purpose; 1 when there was one. */
export function revokeOpen(subject: bigint, purpose: Purpose, nowNs: bigint): number {
  const nonce = latestToken.get([subject, purposes.indexOf(purpose)]);
  const row = nonce && tokens.get(nonce);
  if (!row || row.used || row.revokedAtNs !== undefined) return 0;
  if (expiryNs(fieldsOf(row.issued)) <= nowNs) return 0;
  tokens.put(nonce, { ...row, revokedAtNs: nowNs });
  return 1;
}

/** Forgets rows of tokens that expired an hour ago; gives their number. */
export function pruneExpired(nowNs: bigint, limit: number): number {
  const before = rowsKeptSince(nowNs);
  const old = tokenExpiry.scan({ limit }).filter(([expiry]) => expiry < before);
  for (const [expiry, nonce] of old) {
    tokens.remove(nonce);
    tokenExpiry.remove([expiry, nonce]);
  }
  return old.length;
}

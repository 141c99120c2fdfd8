/** Codes of things: shown by whoever lends them out, or behind a label for one person. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  fromOpt,
  type Infer,
  type IssuedToken,
  type LabelAtDesk,
  type LabelResolution,
  ok,
  type Purpose,
  purposes,
  RESOURCE_SCANS_PER_MINUTE,
  type ResourceRefusal,
  type Result,
  readCredential,
  readLabel,
  readToken,
  TOKENS_PER_MINUTE,
  type TokenFields,
  type TokenPurpose,
  toOpt,
} from '@qikcard/contracts';
import { caseOf } from '../domain/resources/draft.ts';
import { expiryNs, type Proven, problemOfToken, proveToken } from '../domain/token-state.ts';
import { roles } from '../platform.ts';
import { served } from '../serve.ts';
import { latestToken, tokens } from '../store.ts';
import { issueToken, tokenLookups } from '../tokens.ts';
import { handsOut, lends, loansWith } from './access.ts';
import type { LoanRow, ResourceRow } from './rows.ts';
import {
  labelKey,
  labels,
  labelTokenExpiry,
  labelTokens,
  loans,
  openLoansOfResource,
  resources,
} from './store.ts';
import { loanFor, viewFor } from './view.ts';

type TokenRequest = { resource_id: bigint; purpose: Infer<typeof TokenPurpose> };
type Resolution = Infer<typeof LabelResolution>;
export type ThingPurpose = 'resource_checkout' | 'resource_checkin';

const PRUNED_PER_ISSUE = 2;
const SHOWN_AT_DESK_MAX = 20;
const issuing = rateLimit({ burst: TOKENS_PER_MINUTE, perMinute: TOKENS_PER_MINUTE });
const resolving = rateLimit({
  burst: RESOURCE_SCANS_PER_MINUTE,
  perMinute: RESOURCE_SCANS_PER_MINUTE,
});
/** Over all callers: principals are free, rows are not. */
const allResolving = rateLimit({ burst: 1_200, perMinute: 1_200 });

export class Codes {
  @served(eventApi.issue_resource_token)
  issue_resource_token(call: Call, request: TokenRequest): Result<IssuedToken, ResourceRefusal> {
    const id = request.resource_id;
    call.subject = id.toString();
    const thing = resources.get(id);
    if (thing === undefined) return err({ UnknownResource: null });
    if (!lends(call, thing.owner)) return err({ Forbidden: null });
    const purpose = caseOf(request.purpose);
    if (!isOfThings(purpose)) {
      return err({ Invalid: { field: 'purpose', problem: 'must be that of a thing' } });
    }
    if (purpose === 'resource_checkout' && thing.retired) return err({ Retired: null });
    const wait = issuing.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const issued = issuedView(issueToken(id, purpose, call.nowNs));
    return issued === undefined ? err({ KeysNotReady: null }) : ok(issued);
  }

  @served(eventApi.look_up_label)
  look_up_label(call: Call, text: string): Result<Infer<typeof LabelAtDesk>, ResourceRefusal> {
    const label = readLabel(text);
    const id = label === undefined ? undefined : labels.get(labelKey(label));
    const thing = id === undefined ? undefined : resources.get(id);
    if (id === undefined || !thing || !handsOut(call, thing.owner)) {
      return err({ UnknownLabel: null });
    }
    const open = openLoansOfResource.scan({ prefix: [id], limit: SHOWN_AT_DESK_MAX });
    return ok({
      resource: viewFor(call, id, thing),
      loans: open.map(([, loan]) => loanFor(call, loan, loans.get(loan) as LoanRow)),
    });
  }

  @served(eventApi.resolve_label)
  resolve_label(
    call: Call,
    text: string,
    asked: [] | [Infer<typeof TokenPurpose>],
  ): Result<Resolution, ResourceRefusal> {
    const found = thingBehind(call, text);
    if ('refusal' in found) return err(found.refusal);
    const { id, thing } = found;
    call.subject = id.toString();
    const [open] = loansWith(call.caller, id);
    const said = fromOpt(asked);
    const purpose = said ? caseOf(said) : open ? 'resource_checkin' : 'resource_checkout';
    if (!isOfThings(purpose)) {
      return err({ Invalid: { field: 'purpose', problem: 'must be that of a thing' } });
    }
    const issued = issuedView(issueToken(id, purpose, call.nowNs, { alongside: true }));
    if (issued === undefined) return err({ KeysNotReady: null });
    bindTo(call, issued.token);
    const loan = open === undefined ? undefined : loanFor(call, open, loans.get(open) as LoanRow);
    return ok({ ...issued, resource: viewFor(call, id, thing), loan: toOpt(loan) });
  }
}

function issuedView(token: Uint8Array | undefined): IssuedToken | undefined {
  if (token === undefined) return undefined;
  const fields = readToken(token) as TokenFields;
  const purpose = { [fields.purpose]: null } as IssuedToken['purpose'];
  return { token, expires_at_ns: expiryNs(fields), purpose };
}

const isOfThings = (purpose: Purpose): purpose is ThingPurpose =>
  purpose === 'resource_checkout' || purpose === 'resource_checkin';

type Found = { id: bigint; thing: ResourceRow } | { refusal: ResourceRefusal };

function thingBehind(call: Call, text: string): Found {
  if (call.caller.isAnonymous()) return { refusal: { SignInRequired: null } };
  if (roles.isSuspended(call.caller)) return { refusal: { HolderSuspended: null } };
  const wait = resolving.take(call.caller.toHex(), call.nowNs) ?? allResolving.take('', call.nowNs);
  if (wait !== undefined) return { refusal: { RateLimited: { retry_after_seconds: wait } } };
  const label = readLabel(text);
  const id = label === undefined ? undefined : labels.get(labelKey(label));
  const thing = id === undefined ? undefined : resources.get(id);
  return id === undefined || !thing ? { refusal: { UnknownLabel: null } } : { id, thing };
}

const labelTokenKey = (call: Call, { subject, purpose }: TokenFields) =>
  [subject, purposes.indexOf(purpose), call.caller] as [bigint, number, typeof call.caller];

/** From now on only the caller can use this token; an earlier one of theirs is forgotten. */
function bindTo(call: Call, token: Uint8Array): void {
  const fields = readToken(token) as TokenFields;
  const key = labelTokenKey(call, fields);
  labelTokens.put(key, fields.nonce);
  labelTokenExpiry.insert([fields.expiresAtSeconds, ...key]);
  const nowSeconds = Number(call.nowNs / 1_000_000_000n);
  for (const old of labelTokenExpiry.scan({ limit: PRUNED_PER_ISSUE })) {
    if (old[0] >= nowSeconds) return;
    labelTokenExpiry.remove(old);
    const nonce = labelTokens.get([old[1], old[2], old[3]]);
    // A later scan of the label may have put another token there, which is still good.
    if (nonce && (tokens.get(nonce)?.used || expired(nonce, nowSeconds))) {
      labelTokens.remove([old[1], old[2], old[3]]);
    }
  }
}

function expired(nonce: Uint8Array, nowSeconds: number): boolean {
  const row = tokens.get(nonce);
  return row === undefined || (readToken(row.issued)?.expiresAtSeconds ?? 0) < nowSeconds;
}

export type ProvenCode = Proven & {
  /** The code came from a label, not from somebody who lends the thing out. */
  fromLabel: boolean;
};

/** What a scanned code proves, if it can still be used by the caller. */
export function proveCode(
  call: Call,
  payload: Uint8Array,
): ProvenCode | { refusal: ResourceRefusal } {
  const credential = readCredential(payload);
  if (credential === undefined) return codeRefused('Malformed');
  // What names no token can be shown twice: handing out needs a code that is used up.
  if (!('token' in credential)) return codeRefused('TokenMissing');
  const proven = proveToken(credential.token, call.nowNs, tokenLookups);
  const problem = 'refusal' in proven ? proven.refusal : problemOfToken(proven, call.nowNs);
  if (problem) return codeRefused(caseOf(problem));
  const { fields, row } = proven as Proven;
  const latest = labelTokens.get(labelTokenKey(call, fields));
  const fromLabel = latest !== undefined && latest.join() === fields.nonce.join();
  // A label's token in other hands: it was made for the person who scanned the label.
  if (isOfThings(fields.purpose) && !fromLabel && !isShown(fields)) return codeRefused('Revoked');
  return { fields, row, fromLabel };
}

/** Whether it is the code that whoever lends the thing out showed last. */
function isShown({ subject, purpose, nonce }: TokenFields): boolean {
  return latestToken.get([subject, purposes.indexOf(purpose)])?.join() === nonce.join();
}

const codeRefused = (reason: string) => ({ refusal: { CodeRefused: { reason } } });

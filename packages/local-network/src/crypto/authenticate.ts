import { concat, equalBytes, toHex } from './bytes.ts';
import type {
  Authentication,
  CallContent,
  Envelope,
  ReadStateContent,
  Refusal,
  SignedDelegation,
} from './envelope.ts';
import { refuse } from './envelope.ts';
import { isAnonymous, principalText, selfAuthenticating } from './principal.ts';
import { domainSeparator, hashOfMap, requestId } from './request-id.ts';
import { type CanisterSignatureCheck, verifySignature } from './signature.ts';

const maxDelegations = 20;
const maxTargets = 1_000;
const minuteNs = 60_000_000_000n;
/** Longest time ahead that a request may expire (interface spec, "Authentication"). */
export const maxIngressTtlNs = 5n * minuteNs;
/** The replica forgives clients whose clock is a little ahead by this much. */
const permittedDriftNs = minuteNs / 2n;

const requestDomain = domainSeparator('ic-request');
const delegationDomain = domainSeparator('ic-request-auth-delegation');

/** Canisters that a chain of delegations lets the sender act on. */
export type Targets = { kind: 'all' } | { kind: 'some'; ids: ReadonlySet<string> };

/** Whether the canister is among the targets. */
export const covers = (targets: Targets, canisterId: Uint8Array): boolean =>
  targets.kind === 'all' || targets.ids.has(toHex(canisterId));

export type Authenticated = { requestId: Uint8Array; targets: Targets; queriesOnly: boolean };

/**
 * Authenticates a request: expiry window, sender id, delegation chain and signature (interface
 * spec, "Authentication"). The refusal carries the replica's words.
 */
export function authenticate(
  envelope: Envelope<CallContent | ReadStateContent>,
  nowNs: bigint,
  canisterSignature: CanisterSignatureCheck,
): Authenticated | Refusal {
  const late = checkExpiry(envelope.content.ingress_expiry, nowNs);
  if (late) return late;
  const id = requestId(envelope.rawContent);
  const { sender } = envelope.content;
  const failed = (reason: string) =>
    refuse(400, `Failed to authenticate request 0x${toHex(id)} due to: ${reason}`);
  const auth = envelope.authentication;
  if (!auth) {
    if (!isAnonymous(sender))
      return failed(`Missing signature from user: ${principalText(sender)}`);
    return { requestId: id, targets: { kind: 'all' }, queriesOnly: false };
  }
  if (isAnonymous(sender)) return failed('Signature is not allowed for the anonymous user');
  if (!equalBytes(selfAuthenticating(auth.publicKey), sender))
    return failed(
      `The user id ${principalText(sender)} does not match the public key ${toHex(auth.publicKey)}`,
    );
  const chain = checkChain(auth, nowNs, canisterSignature);
  if (typeof chain === 'string')
    return chain.startsWith('Invalid delegation expiry') ? refuse(400, chain) : failed(chain);
  const message = concat(requestDomain, id);
  const bad = verifySignature(message, auth.signature, chain.key, canisterSignature);
  if (bad) return failed(`Invalid signature: ${bad}`);
  return { requestId: id, targets: chain.targets, queriesOnly: chain.queriesOnly };
}

function checkExpiry(expiryNs: bigint, nowNs: bigint): Refusal | undefined {
  const latest = nowNs + maxIngressTtlNs + permittedDriftNs;
  if (expiryNs >= nowNs && expiryNs <= latest) return undefined;
  return refuse(
    400,
    'Invalid request expiry: Specified ingress_expiry not within expected range: ' +
      `Minimum allowed expiry: ${timeText(nowNs)}, ` +
      `Maximum allowed expiry: ${timeText(latest)}, ` +
      `Provided expiry:        ${timeText(expiryNs)}`,
  );
}

type Chain = { key: Uint8Array; targets: Targets; queriesOnly: boolean };

function checkChain(
  auth: Authentication,
  nowNs: bigint,
  canisterSignature: CanisterSignatureCheck,
): Chain | string {
  if (auth.delegations.length > maxDelegations)
    return `Invalid delegation: Chain of delegations is too long: got ${auth.delegations.length} delegations, but at most ${maxDelegations} are allowed`;
  let chain: Chain = { key: auth.publicKey, targets: { kind: 'all' }, queriesOnly: false };
  const seen = new Set([toHex(auth.publicKey)]);
  for (const signed of auth.delegations) {
    const problem = checkDelegation(signed, chain.key, nowNs, canisterSignature);
    if (problem) return problem;
    const { pubkey, permissions } = signed.delegation;
    if (seen.has(toHex(pubkey)))
      return 'Invalid delegation: Chain of delegations contains at least one cycle';
    seen.add(toHex(pubkey));
    chain = {
      key: pubkey,
      targets: intersect(chain.targets, signed.delegation.targets),
      queriesOnly: chain.queriesOnly || permissions === 'queries',
    };
  }
  return chain;
}

function checkDelegation(
  { delegation, signature }: SignedDelegation,
  signer: Uint8Array,
  nowNs: bigint,
  canisterSignature: CanisterSignatureCheck,
): string | undefined {
  if (delegation.expiration < nowNs)
    return `Invalid delegation expiry: Specified sender delegation has expired: Provided expiry: ${timeText(delegation.expiration)}, Local time: ${timeText(nowNs)}`;
  if ((delegation.targets?.length ?? 0) > maxTargets)
    return `Invalid delegation: Number of target canisters exceeds the limit of ${maxTargets}`;
  if (delegation.permissions !== undefined && !['all', 'queries'].includes(delegation.permissions))
    return `Invalid delegation: Unknown permissions "${delegation.permissions}"`;
  const message = concat(delegationDomain, hashOfMap(delegation));
  const bad = verifySignature(message, signature, signer, canisterSignature);
  return bad && `Invalid delegation: ${bad}`;
}

function intersect(targets: Targets, added: readonly Uint8Array[] | undefined): Targets {
  if (!added) return targets;
  const ids = added.map(toHex);
  const kept = targets.kind === 'all' ? ids : ids.filter((id) => targets.ids.has(id));
  return { kind: 'some', ids: new Set(kept) };
}

/** `2026-05-06 19:17:10.123456789 UTC`, the replica's way to print a time. */
export function timeText(ns: bigint): string {
  const seconds = ns / 1_000_000_000n;
  if (seconds > 8_640_000_000_000n) return `${ns} ns`;
  const iso = new Date(Number(seconds) * 1000).toISOString();
  const fraction = String(ns % 1_000_000_000n).padStart(9, '0');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${fraction} UTC`;
}

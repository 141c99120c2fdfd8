/**
 * How many units of a thing are free, and when. A claim takes units for a span of time: a loan from
 * hand-over to its due time, a reservation from its start to its end. What is overdue is out.
 */
import { NO_SHOW_AFTER_SECONDS, type ResourceRefusal, toOpt } from '@qikcard/contracts';

export type ClaimKind = 'loan' | 'reservation';
export type Claim = { kind: ClaimKind; id: bigint; fromNs: bigint; untilNs: bigint; count: number };
/** One kind of thing that a loan takes; `perUnit` of it for every unit of a kit. */
export type Shelf = { resourceId: bigint; quantity: number; perUnit: number; claims: Claim[] };
export type Span = { fromNs: bigint; untilNs: bigint };

/** Bounds the search for the next free moment; beyond it none is named. */
const ENDS_TRIED_MAX = 40;
const NO_SHOW_NS = BigInt(NO_SHOW_AFTER_SECONDS) * 1_000_000_000n;

/** When a reservation is over because nobody came. */
export const noShowAtNs = (fromNs: bigint, untilNs: bigint): bigint =>
  fromNs + NO_SHOW_NS < untilNs ? fromNs + NO_SHOW_NS : untilNs;

/** Claims as they count now: a loan stays out until it is returned, a no-show counts no more. */
export function liveClaims(claims: readonly Claim[], nowNs: bigint): Claim[] {
  return claims
    .filter((claim) => claim.kind === 'loan' || nowNs < noShowAtNs(claim.fromNs, claim.untilNs))
    .map((claim) =>
      claim.kind === 'loan' && claim.untilNs <= nowNs ? { ...claim, untilNs: nowNs + 1n } : claim,
    );
}

type Step = { atNs: bigint; taken: number };

/** Units taken from `fromNs` on: the first step is at `fromNs`, each lasts until the next. */
function profile(claims: readonly Claim[], fromNs: bigint): Step[] {
  const changes: Step[] = [];
  let taken = 0;
  for (const claim of claims) {
    if (claim.untilNs <= fromNs) continue;
    if (claim.fromNs <= fromNs) taken += claim.count;
    else changes.push({ atNs: claim.fromNs, taken: claim.count });
    changes.push({ atNs: claim.untilNs, taken: -claim.count });
  }
  changes.sort((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0));
  const steps: Step[] = [{ atNs: fromNs, taken }];
  for (const change of changes) {
    taken += change.taken;
    const last = steps[steps.length - 1];
    if (last.atNs === change.atNs) last.taken = taken;
    else steps.push({ atNs: change.atNs, taken });
  }
  return steps;
}

/** The most units taken at any moment of the span. */
export function peak(claims: readonly Claim[], { fromNs, untilNs }: Span): number {
  let most = 0;
  for (const { atNs, taken } of profile(claims, fromNs)) {
    if (atNs >= untilNs) break;
    if (taken > most) most = taken;
  }
  return most;
}

/** Units free during the whole span; of a kit, as many as its scarcest part makes. */
export function freeDuring(shelves: readonly Shelf[], span: Span, nowNs: bigint): number {
  return shelves.reduce((least, { quantity, perUnit, claims }) => {
    const left = Math.max(0, quantity - peak(liveClaims(claims, nowNs), span));
    return Math.min(least, Math.floor(left / perUnit));
  }, Number.MAX_SAFE_INTEGER);
}

/** Why `count` units cannot be had for the span, or undefined when they can. */
export function problemOfSpan(
  shelves: readonly Shelf[],
  span: Span,
  count: number,
  nowNs: bigint,
): ResourceRefusal | undefined {
  const free = freeDuring(shelves, span, nowNs);
  if (free >= count) return undefined;
  const others = firstReservation(shelves, span, nowNs);
  if (others && freeDuring(withoutReservations(shelves), span, nowNs) >= count) {
    return { ReservedForAnother: { from_ns: others.fromNs, until_ns: others.untilNs } };
  }
  const again_at_ns = toOpt(freeAgainNs(shelves, span, count, nowNs));
  return { AllLent: { free, again_at_ns } };
}

/**
 * Until when `count` units can be had from `fromNs` on, at most until `wishNs`: the next reservation
 * ends it. `fromNs` itself when they cannot be had at all.
 */
export function latestUntilNs(
  shelves: readonly Shelf[],
  { fromNs, untilNs: wishNs }: Span,
  count: number,
  nowNs: bigint,
): bigint {
  let until = wishNs;
  for (const { quantity, perUnit, claims } of shelves) {
    const most = quantity - count * perUnit;
    const steps = profile(liveClaims(claims, nowNs), fromNs);
    const full = steps.find(({ taken }) => taken > most);
    if (full && full.atNs < until) until = full.atNs;
  }
  return until;
}

const withoutReservations = (shelves: readonly Shelf[]): Shelf[] =>
  shelves.map((shelf) => ({
    ...shelf,
    claims: shelf.claims.filter(({ kind }) => kind === 'loan'),
  }));

function firstReservation(shelves: readonly Shelf[], span: Span, nowNs: bigint) {
  return shelves
    .flatMap(({ claims }) => liveClaims(claims, nowNs))
    .filter(({ kind }) => kind === 'reservation')
    .filter(({ fromNs, untilNs }) => fromNs < span.untilNs && untilNs > span.fromNs)
    .sort((a, b) => (a.fromNs < b.fromNs ? -1 : 1))[0];
}

/** The first moment with enough units for as long as asked; unknown while something is overdue. */
function freeAgainNs(shelves: readonly Shelf[], span: Span, count: number, nowNs: bigint) {
  const claims = shelves.flatMap((shelf) => shelf.claims);
  if (claims.some(({ kind, untilNs }) => kind === 'loan' && untilNs <= nowNs)) return undefined;
  const length = span.untilNs - span.fromNs;
  const ends = claims.map(({ untilNs }) => untilNs).filter((untilNs) => untilNs > span.fromNs);
  return ends
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, ENDS_TRIED_MAX)
    .find((fromNs) => freeDuring(shelves, { fromNs, untilNs: fromNs + length }, nowNs) >= count);
}

/** How much somebody spends on a day, and how long a large amount waits. */
import type { SpendingAsset, SpendingRules } from '@qikcard/contracts';
import { fromOpt, toOpt } from '@qikcard/contracts';

const DAY_NS = 86_400_000_000_000n;

/** What holds for somebody and one asset; amounts in its smallest unit. */
export type Rules = { perDay: bigint; waitFrom: bigint | undefined; waitSeconds: number };
/** What somebody has chosen: `pending` replaces `rules` from `fromNs` on. */
export type OwnRules = { rules: Rules; pending: Rules | undefined; fromNs: bigint };

/** Looser rules begin so much later: time to see that somebody else asked for them. */
export const LOOSER_AFTER_NS = DAY_NS;
export const WAIT_MAX_SECONDS = 30 * 86_400;
const WAIT_SECONDS = 600;
export const AMOUNT_MAX = 2n ** 128n - 1n;

/** A tenth of a bitcoin a day; from half of it on a payment waits ten minutes. */
export const bitcoinRules = usual(10_000_000n);
/** A unit of the chain's coin, which has 18 decimals. */
export const evmRules = usual(10n ** 18n);
/** A thousand whole tokens: tokens have no common measure, so admins set what fits. */
export const ledgerRules = (decimals: number): Rules => usual(1_000n * 10n ** BigInt(decimals));

function usual(perDay: bigint): Rules {
  return { perDay, waitFrom: perDay / 2n, waitSeconds: WAIT_SECONDS };
}

export const dayOf = (atNs: bigint): number => Number(atNs / DAY_NS);
export const endOfDayNs = (atNs: bigint): bigint => (atNs / DAY_NS + 1n) * DAY_NS;

/** What is left of a day; never below nothing. */
export const leftOfDay = (spent: bigint, limit: bigint): bigint =>
  spent < limit ? limit - spent : 0n;

/** Whether an amount waits under these rules; an allowance that is taken back never does. */
export const waits = ({ waitFrom, waitSeconds }: Rules, amount: bigint): boolean =>
  waitFrom !== undefined && amount >= waitFrom && amount > 0n && waitSeconds > 0;

/** What holds at a time. */
export function rulesAt(own: OwnRules | undefined, usualRules: Rules, nowNs: bigint): Rules {
  if (own === undefined) return usualRules;
  return own.pending !== undefined && nowNs >= own.fromNs ? own.pending : own.rules;
}

/** The stricter of both in every respect. */
function strictest(a: Rules, b: Rules): Rules {
  const least = (x: bigint | undefined, y: bigint | undefined) =>
    x === undefined || (y !== undefined && y < x) ? y : x;
  return {
    perDay: a.perDay < b.perDay ? a.perDay : b.perDay,
    waitFrom: least(a.waitFrom, b.waitFrom),
    waitSeconds: Math.max(a.waitSeconds, b.waitSeconds),
  };
}
const same = (a: Rules, b: Rules): boolean =>
  a.perDay === b.perDay && a.waitFrom === b.waitFrom && a.waitSeconds === b.waitSeconds;

/** A wish: what is stricter in it holds at once, the rest after `LOOSER_AFTER_NS`. */
export function wish(
  own: OwnRules | undefined,
  usualRules: Rules,
  wished: Rules,
  nowNs: bigint,
): OwnRules {
  const before = rulesAt(own, usualRules, nowNs);
  const rules = strictest(before, wished);
  if (same(rules, wished)) return { rules, pending: undefined, fromNs: 0n };
  const pending = own?.pending;
  // Asking for the same again does not begin the wait anew.
  const asked = pending !== undefined && same(pending, wished) && same(before, rules);
  if (own && asked && nowNs < own.fromNs) return own;
  return { rules, pending: wished, fromNs: nowNs + LOOSER_AFTER_NS };
}

const KEY_BYTES = 32;
const BITCOIN = 1;
const LEDGER = 2;
const EVM = 3;

/** Under which key an asset is stored: its kind and its id; for ever. */
export function assetKey(asset: SpendingAsset): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  if ('Bitcoin' in asset) key[0] = BITCOIN;
  else if ('Ledger' in asset) {
    const raw = asset.Ledger.toUint8Array();
    key.set([LEDGER, raw.length, ...raw]);
  } else {
    key[0] = EVM;
    new DataView(key.buffer).setBigUint64(1, asset.Evm);
  }
  return key;
}

/** For the audit trail. */
export function assetName(asset: SpendingAsset): string {
  if ('Bitcoin' in asset) return 'bitcoin';
  return 'Ledger' in asset ? `ledger ${asset.Ledger.toText()}` : `chain ${asset.Evm}`;
}

export const rulesOf = ({ per_day, wait_from, wait_seconds }: SpendingRules): Rules => ({
  perDay: per_day,
  waitFrom: fromOpt(wait_from),
  waitSeconds: wait_seconds,
});
export const rulesView = ({ perDay, waitFrom, waitSeconds }: Rules): SpendingRules => ({
  per_day: perDay,
  wait_from: toOpt(waitFrom),
  wait_seconds: waitSeconds,
});

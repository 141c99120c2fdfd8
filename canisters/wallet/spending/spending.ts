/** What somebody has spent on a day, so that a stolen session cannot take everything at once. */
import type { Principal } from '@dfinity/principal';
import { err, ok, type Result, type SpendingAsset, type WalletRefusal } from '@qikcard/contracts';
import {
  assetKey,
  bitcoinRules,
  dayOf,
  endOfDayNs,
  evmRules,
  ledgerRules,
  leftOfDay,
  type Rules,
  rulesAt,
  waits,
} from '../domain/limits.ts';
import { ckbtc, ledgers, ownRules, spentNow, spentOnDay, usualRules } from '../store.ts';

const NS_PER_SECOND = 1_000_000_000n;
/** Under this number the day's bitcoin were stored before all assets were. */
const BITCOIN_BEFORE = 1;

/** What holds for everybody who has chosen nothing else. */
export function usualOf(asset: SpendingAsset): Rules {
  const set = usualRules.get(assetKey(asset));
  if (set) return set;
  if ('Bitcoin' in asset) return bitcoinRules;
  if ('Evm' in asset) return evmRules;
  const isBitcoin = ckbtc.get()?.ledger.compareTo(asset.Ledger) === 'eq';
  return isBitcoin ? bitcoinRules : ledgerRules(ledgers.get(asset.Ledger)?.decimals ?? 0);
}

export const rulesNow = (owner: Principal, asset: SpendingAsset, nowNs: bigint): Rules =>
  rulesAt(ownRules.get([owner, assetKey(asset)]), usualOf(asset), nowNs);

export function spentOn(owner: Principal, asset: SpendingAsset, day: number): bigint {
  const row = spentNow.get([owner, assetKey(asset)]);
  if (row !== undefined) return row.day === day ? row.amount : 0n;
  return 'Bitcoin' in asset ? (spentOnDay.get([owner, BITCOIN_BEFORE, day]) ?? 0n) : 0n;
}

/** Day that a payment counts to, and when it may go. */
export type Allowed = { day: number; untilNs: bigint; waits: boolean };

/** Whether so much may be spent now; `spend` counts it. */
export function allowed(
  owner: Principal,
  asset: SpendingAsset,
  amount: bigint,
  nowNs: bigint,
): Result<Allowed, WalletRefusal> {
  const rules = rulesNow(owner, asset, nowNs);
  const day = dayOf(nowNs);
  const left = leftOfDay(spentOn(owner, asset, day), rules.perDay);
  if (amount > left) return err({ DailyLimit: { left, from_ns: endOfDayNs(nowNs) } });
  const large = waits(rules, amount);
  const untilNs = large ? nowNs + BigInt(rules.waitSeconds) * NS_PER_SECOND : nowNs;
  return ok({ day, untilNs, waits: large });
}

export const spend = (
  owner: Principal,
  asset: SpendingAsset,
  day: number,
  amount: bigint,
): void => {
  spentNow.put([owner, assetKey(asset)], { day, amount: spentOn(owner, asset, day) + amount });
};

/** What was not spent after all; of a day that is over nothing has to be given back. */
export function giveBack(
  owner: Principal,
  asset: SpendingAsset,
  day: number,
  amount: bigint,
): void {
  const row = spentNow.get([owner, assetKey(asset)]);
  if (row?.day !== day) return;
  spentNow.put([owner, assetKey(asset)], { day, amount: leftOfDay(amount, row.amount) });
}

/** The limits of the caller, and what holds for everybody. */
import { type Call, expose, handle, hasRole, ic, inGoodStanding } from '@qikcard/canister-kit';
import {
  err,
  ok,
  type Result,
  type SpendingAsset,
  type SpendingLimits,
  type SpendingRules,
  toOpt,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import {
  AMOUNT_MAX,
  assetKey,
  assetName,
  dayOf,
  endOfDayNs,
  leftOfDay,
  rulesOf,
  rulesView,
  WAIT_MAX_SECONDS,
  wish,
} from '../domain/limits.ts';
import {
  bitcoinNetwork,
  evmChainOrder,
  evmChains,
  ledgerOrder,
  ledgers,
  ownRules,
  usualRules,
} from '../store.ts';
import { rulesNow, spentOn, usualOf } from './spending.ts';

const LEDGERS_MAX = 50;
const CHAINS_MAX = 20;

export class Spending {
  @expose(walletApi.spending_limits)
  spending_limits(): SpendingLimits[] {
    const caller = ic.caller();
    return caller.isAnonymous() ? [] : assets().map((asset) => limitsOf(caller, asset));
  }
  @expose(walletApi.set_spending_limits)
  set_spending_limits(
    asset: SpendingAsset,
    rules: SpendingRules,
  ): Result<SpendingLimits, WalletRefusal> {
    return handle('set_spending_limits', inGoodStanding, (call) => {
      const problem = problemOf(call, asset, rules);
      if (problem) return problem;
      const key: [Call['caller'], Uint8Array] = [call.caller, assetKey(asset)];
      ownRules.put(key, wish(ownRules.get(key), usualOf(asset), rulesOf(rules), call.nowNs));
      return ok(limitsOf(call.caller, asset));
    });
  }
  @expose(walletApi.set_usual_limits)
  set_usual_limits(asset: SpendingAsset, rules: SpendingRules): Result<null, WalletRefusal> {
    return handle('set_usual_limits', hasRole('admin'), (call) => {
      const problem = problemOf(call, asset, rules);
      if (problem) return problem;
      usualRules.put(assetKey(asset), rulesOf(rules));
      return ok(null);
    });
  }
}

/** What is set up here. */
function assets(): SpendingAsset[] {
  const named = ledgerOrder.scan({ limit: LEDGERS_MAX }).map(([Ledger]) => ({ Ledger }));
  const chains = evmChainOrder.scan({ limit: CHAINS_MAX }).map(([Evm]) => ({ Evm }));
  return [...(bitcoinNetwork.get() ? [{ Bitcoin: null }] : []), ...named, ...chains];
}

function problemOf(
  call: Call,
  asset: SpendingAsset,
  { per_day, wait_from, wait_seconds }: SpendingRules,
): { Err: WalletRefusal } | undefined {
  call.subject = assetName(asset);
  if ('Ledger' in asset && !ledgers.has(asset.Ledger)) {
    return err({ ChainUnavailable: { reason: 'this ledger is not set up' } });
  }
  if ('Evm' in asset && !evmChains.has(asset.Evm)) {
    return err({ ChainUnavailable: { reason: 'this chain is not set up' } });
  }
  if (per_day > AMOUNT_MAX || (wait_from[0] ?? 0n) > AMOUNT_MAX) {
    return err({ Invalid: { field: 'amount', problem: 'it is too large' } });
  }
  if (wait_seconds > WAIT_MAX_SECONDS) {
    return err({ Invalid: { field: 'wait_seconds', problem: 'thirty days are the most' } });
  }
  return undefined;
}

function limitsOf(owner: Call['caller'], asset: SpendingAsset): SpendingLimits {
  const nowNs = ic.nowNs();
  const own = ownRules.get([owner, assetKey(asset)]);
  const rules = rulesNow(owner, asset, nowNs);
  const spent = spentOn(owner, asset, dayOf(nowNs));
  const later = own?.pending && nowNs < own.fromNs ? own.pending : undefined;
  return {
    asset,
    rules: rulesView(rules),
    usual: rulesView(usualOf(asset)),
    own: own !== undefined,
    pending: toOpt(later && own && { rules: rulesView(later), from_ns: own.fromNs }),
    spent_today: spent,
    left_today: leftOfDay(spent, rules.perDay),
    day_ends_ns: endOfDayNs(nowNs),
  };
}

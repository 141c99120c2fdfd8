/** Why the wallet does not do what it is asked to. */
import { type Infer, nat, nat32, nat64, nothing, record, text, variant } from './candid.ts';

export const WalletRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  /** The chain or ledger is not set up here, or does not answer now. */
  ChainUnavailable: record({ reason: text }),
  /** What can be spent now, fee and what is on its way left out. */
  NotEnough: record({ spendable: nat, needed: nat }),
  /** Below what the chain carries. */
  AmountTooSmall: record({ least: nat }),
  /** The fee would be higher than the caller agreed to, or than is reasonable. */
  FeeTooHigh: record({ fee: nat, most: nat }),
  DailyLimit: record({ left: nat, from_ns: nat64 }),
  UnknownSend: nothing,
  /** It is signed: nobody can take it back. */
  TooLate: nothing,
  LimitReached: record({ what: text, limit: nat32 }),
});
export type WalletRefusal = Infer<typeof WalletRefusal>;

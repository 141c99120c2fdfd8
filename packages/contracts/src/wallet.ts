/** The wallet canister: the QIK ledger, what it paid as rewards, and Bitcoin. */
import { type Infer, nat, nat32, nat64, opt, query, record, vec } from './candid.ts';
import { blocksApi } from './icrc/blocks.ts';
import { fungibleApi } from './icrc/fungible.ts';
import { Value } from './icrc/value.ts';
import { platformApi } from './platform.ts';
import { sagasApi } from './sagas.ts';
import { accountsApi } from './wallet-accounts.ts';
import { addressesApi } from './wallet-addresses.ts';
import { bitcoinApi } from './wallet-bitcoin.ts';
import { ckbtcApi } from './wallet-ckbtc.ts';
import { escrowApi } from './wallet-escrow.ts';
import { evmApi } from './wallet-evm.ts';
import { limitsApi } from './wallet-limits.ts';

/** New tokens that somebody got, and what for. */
export const Reward = record({
  /** Number of the reward in the canister that decided it. */
  id: nat64,
  at_ns: nat64,
  amount: nat,
  event_id: opt(nat64),
  /** The block that minted it. */
  block: nat64,
});
export type Reward = Infer<typeof Reward>;

/** A block of the QIK ledger (ICRC-3). */
export const QikBlock = record({ index: nat64, block: Value });
export type QikBlock = Infer<typeof QikBlock>;

export const walletApi = {
  ...platformApi,
  ...fungibleApi,
  ...blocksApi,
  ...bitcoinApi,
  ...accountsApi,
  ...escrowApi,
  ...limitsApi,
  ...addressesApi,
  ...ckbtcApi,
  ...evmApi,
  ...sagasApi,
  /** The caller's rewards, newest first; the cursor is the last block seen. */
  my_rewards: query([opt(nat64), nat32], record({ rewards: vec(Reward), next: opt(nat64) })),
  /** Blocks that touch the caller's own QIK, newest first; the cursor is the last block seen. */
  my_blocks: query([opt(nat64), nat32], record({ blocks: vec(QikBlock), next: opt(nat64) })),
};

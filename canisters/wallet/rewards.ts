/** Tokens that taking part earned: minted by facts of the nft canister, and by nothing else. */
import { anyone, expose, handleQuery, ic } from '@qikcard/canister-kit';
import {
  fromOpt,
  type Infer,
  PAGE_MAX,
  type RewardGranted,
  toOpt,
  walletApi,
} from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { bookAt } from './book.ts';
import { mint } from './domain/mint.ts';
import { paidRewards, rewards, rewardsOfHolder } from './store.ts';

type Page = Infer<typeof walletApi.my_rewards.ret>;

/** Pays a reward into the holder's own account; a reward that was paid changes nothing. */
export function payReward(
  { rewardId, holder, amount, eventId }: RewardGranted,
  atNs: bigint,
): void {
  if (paidRewards.has(rewardId) || amount === 0n) return;
  const block = mint(accountOf(holder), amount, memoOf(rewardId), bookAt(ic.nowNs()));
  paidRewards.put(rewardId, block);
  rewards.put(block, { id: rewardId, atNs, amount, eventId });
  rewardsOfHolder.insert([holder, block]);
}

/** `reward` and its number, eight bytes. */
export function memoOf(rewardId: bigint): Uint8Array {
  const memo = new Uint8Array(14);
  memo.set(new TextEncoder().encode('reward'));
  new DataView(memo.buffer).setBigUint64(6, rewardId);
  return memo;
}

export class Rewards {
  @expose(walletApi.my_rewards)
  my_rewards(cursor: [] | [bigint], limit: number): Page {
    return handleQuery('my_rewards', anyone, ({ caller }) => {
      const size = Math.max(1, Math.min(limit, PAGE_MAX));
      const below = fromOpt(cursor);
      const after =
        below === undefined ? {} : { after: [caller, below] as [typeof caller, bigint] };
      const prefix = [caller] as [typeof caller];
      const keys = rewardsOfHolder.scan({ prefix, reverse: true, limit: size + 1, ...after });
      const found = keys.slice(0, size).flatMap(([, block]) => {
        const row = rewards.get(block);
        if (row === undefined) return [];
        const { id, atNs: at_ns, amount, eventId } = row;
        return [{ id, at_ns, amount, event_id: toOpt(eventId), block }];
      });
      return { rewards: found, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
    });
  }
}

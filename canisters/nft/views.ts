/** Badges as people look at them. */
import type { Principal } from '@dfinity/principal';
import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import {
  type AchievementDesign,
  type BadgePage,
  type BadgeView,
  err,
  type Infer,
  nftApi,
  ok,
  PAGE_MAX,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { accountAt, DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { viewOf } from './domain/design.ts';
import { waitingAt } from './minting.ts';
import type { BadgeRow, DesignRow } from './rows.ts';
import { blocks } from './shelf.ts';
import { badges, badgesOfAccount, blocksOfBadge, designs } from './store.ts';

export class Views {
  @expose(nftApi.get_badge)
  get_badge(id: bigint): Result<BadgeView, { UnknownBadge: null }> {
    const row = badges.get(id);
    return row === undefined ? err({ UnknownBadge: null }) : ok(badgeView(id, row));
  }

  @expose(nftApi.badges_of)
  badges_of(owner: Principal, [before]: [] | [bigint], limit: number): BadgePage {
    const size = sizeOf(limit);
    const prefix = [owner, DEFAULT_SUBACCOUNT] as [Principal, Uint8Array];
    const after =
      before === undefined ? {} : { after: [...prefix, before] as [Principal, Uint8Array, bigint] };
    const keys = badgesOfAccount.scan({ prefix, reverse: true, limit: size + 1, ...after });
    const ids = keys.slice(0, size).map(([, , id]) => id);
    const found = ids.map((id) => badgeView(id, badges.get(id) as BadgeRow));
    return { badges: found, next: toOpt(keys.length > size ? ids.at(-1) : undefined) };
  }

  @expose(nftApi.waiting_badges)
  waiting_badges(registrationId: bigint): AchievementDesign[] {
    return handleQuery('waiting_badges', anyone, ({ caller }) =>
      waitingAt(registrationId, caller).map(([id, design]) => viewOf(id, design)),
    );
  }

  @expose(nftApi.badge_history)
  badge_history(
    id: bigint,
    [before]: [] | [bigint],
    limit: number,
  ): Infer<typeof nftApi.badge_history.ret> {
    const size = sizeOf(limit);
    const after = before === undefined ? {} : { after: [id, before] as [bigint, bigint] };
    const keys = blocksOfBadge.scan({ prefix: [id], reverse: true, limit: size + 1, ...after });
    const found = keys.slice(0, size).flatMap(([, index]) => {
      const block = blocks.get(index);
      return block === undefined ? [] : [{ index, block }];
    });
    return { blocks: found, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
  }
}

const sizeOf = (limit: number): number => Math.max(1, Math.min(limit, PAGE_MAX));

/** A badge with all that is to be said about it. */
export function badgeView(id: bigint, row: BadgeRow): BadgeView {
  const { owner, edition, earnedBy, mintedAtNs, eventId, transfers } = row;
  return {
    id,
    design: viewOf(row.designId, designs.get(row.designId) as DesignRow),
    owner: accountAt(owner),
    edition,
    earned_by: earnedBy,
    minted_at_ns: mintedAtNs,
    event_id: toOpt(eventId),
    transfers,
  };
}

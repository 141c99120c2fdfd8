/** Every refusal of ICRC-7 and ICRC-37, by method, as a caller gets it; cases of badges.test.ts. */
import { nftApi } from '@qikcard/contracts';
import { type Account, accountOf } from '@qikcard/contracts/icrc/account';
import { TX_WINDOW_NS } from '@qikcard/contracts/icrc/stamp';
import { expect } from 'vitest';
import type { Deployment } from '../support/deployment.ts';
import { expectEveryRefusal } from '../support/error-cases.ts';
import type { Person } from '../support/people.ts';

/** Two badges of one person, and somebody else. */
export type Scene = { deployment: Deployment; owner: Person; other: Person; id: bigint };
type Calls = Record<string, () => Promise<unknown>>;

const HOUR_NS = 3_600_000_000_000n;
const NO_BADGE = 9_999n;
const memo = [new Uint8Array(33)] as [Uint8Array];
const own = ({ principal }: Person): Account => accountOf(principal);
const stamp = { memo: [] as [] | [Uint8Array], created_at_time: [] as [] | [bigint] };

/** What is wrong with the stamp of any call; `ask` makes it with one of these changes. */
async function stamped(
  { deployment }: Scene,
  ask: (change: { memo?: [Uint8Array]; created_at_time?: [bigint] }, times?: number) => unknown,
): Promise<Calls> {
  const now = await deployment.nowNs();
  return {
    TooOld: async () => ask({ created_at_time: [now - TX_WINDOW_NS - HOUR_NS] }),
    CreatedInFuture: async () => ask({ created_at_time: [now + HOUR_NS] }),
    GenericError: async () => ask({ memo }),
    GenericBatchError: async () => ask({}, 200),
  };
}
const many = <T>(arg: T, times = 1): T[] => Array.from({ length: times }, () => arg);

async function transfers(scene: Scene): Promise<void> {
  const { deployment, owner, other, id } = scene;
  const words = { from_subaccount: [] as [], to: own(other), token_id: id, ...stamp };
  const send = (change: Partial<typeof words>, times?: number, by = owner) =>
    deployment.as(by).nft.icrc7_transfer(many({ ...words, ...change }, times));
  const once = { created_at_time: [await deployment.nowNs()] as [bigint] };
  expect((await send(once))[0]?.[0]).toHaveProperty('Ok');
  await send({ to: own(owner) }, 1, other);
  await expectEveryRefusal(nftApi.icrc7_transfer, {
    ...(await stamped(scene, send)),
    NonExistingTokenId: () => send({ token_id: NO_BADGE }),
    InvalidRecipient: () => send({ to: own(owner) }),
    Unauthorized: () => send({}, 1, other),
    Duplicate: () => send(once),
  });
}

async function approvals(scene: Scene): Promise<void> {
  const { deployment, owner, other, id } = scene;
  const now = await deployment.nowNs();
  const info = { spender: own(other), from_subaccount: [] as [], expires_at: [] as [] };
  type Change = Partial<typeof info & { memo: [Uint8Array]; created_at_time: [bigint] }>;
  const approvalOf = ({ created_at_time: [at] = [now], ...change }: Change) => ({
    ...{ ...info, memo: [] as [] | [Uint8Array], ...change },
    created_at_time: at,
  });
  const allow = (change: Change, times?: number, by = owner, token_id = id) =>
    deployment
      .as(by)
      .nft.icrc37_approve_tokens(many({ token_id, approval_info: approvalOf(change) }, times));
  await expectEveryRefusal(nftApi.icrc37_approve_tokens, {
    ...(await stamped(scene, allow)),
    NonExistingTokenId: () => allow({}, 1, owner, NO_BADGE),
    InvalidSpender: () => allow({ spender: own(owner) }),
    Unauthorized: () => allow({ spender: accountOf(deployment.ids.wallet) }, 1, other),
  });
  const allowAll = (change: Change, times?: number) =>
    deployment
      .as(owner)
      .nft.icrc37_approve_collection(many({ approval_info: approvalOf(change) }, times));
  await expectEveryRefusal(nftApi.icrc37_approve_collection, {
    ...(await stamped(scene, allowAll)),
    InvalidSpender: () => allowAll({ spender: own(owner) }),
  });
}

async function withdrawals(scene: Scene): Promise<void> {
  const { deployment, owner, other, id } = scene;
  const words = { spender: [] as [], from_subaccount: [] as [], ...stamp };
  const revoke = (change: Partial<typeof words>, times?: number, by = owner, token_id = id) =>
    deployment
      .as(by)
      .nft.icrc37_revoke_token_approvals(many({ token_id, ...words, ...change }, times));
  await expectEveryRefusal(nftApi.icrc37_revoke_token_approvals, {
    ...(await stamped(scene, revoke)),
    NonExistingTokenId: () => revoke({}, 1, owner, NO_BADGE),
    Unauthorized: () => revoke({}, 1, other),
    ApprovalDoesNotExist: () => revoke({}),
  });
  const revokeAll = (change: Partial<typeof words>, times?: number) =>
    deployment
      .as(owner)
      .nft.icrc37_revoke_collection_approvals(many({ ...words, ...change }, times));
  await expectEveryRefusal(nftApi.icrc37_revoke_collection_approvals, {
    ...(await stamped(scene, revokeAll)),
    ApprovalDoesNotExist: () => revokeAll({}),
  });
}

async function transfersFrom(scene: Scene): Promise<void> {
  const { deployment, owner, other, id } = scene;
  const { nft } = deployment.as(other);
  const now = await deployment.nowNs();
  const info = { spender: own(other), from_subaccount: [] as [], expires_at: [] as [] };
  const approval_info = { ...info, memo: [] as [], created_at_time: now };
  const approve = () =>
    deployment.as(owner).nft.icrc37_approve_tokens([{ token_id: id, approval_info }]);
  await approve();
  const accounts = { spender_subaccount: [] as [], from: own(owner), to: own(other) };
  const words = { ...accounts, token_id: id, ...stamp };
  const take = (change: Partial<typeof words>, times?: number) =>
    nft.icrc37_transfer_from(many({ ...words, ...change }, times));
  const wrong = await stamped(scene, take);
  const once = { created_at_time: [now] as [bigint] };
  await expectEveryRefusal(nftApi.icrc37_transfer_from, {
    ...wrong,
    NonExistingTokenId: () => take({ token_id: NO_BADGE }),
    InvalidRecipient: () => take({ to: own(owner) }),
    Unauthorized: () => take({ from: own(other), to: own(owner) }),
    Duplicate: async () => {
      expect((await take(once))[0]?.[0]).toHaveProperty('Ok');
      return take(once);
    },
  });
}

export const badgeRefusals: [string, (scene: Scene) => Promise<void>][] = [
  ['transfers', transfers],
  ['approvals', approvals],
  ['approvals that are taken back', withdrawals],
  ['transfers by somebody who may', transfersFrom],
];

import { on } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { payReward } from './rewards.ts';
import { memberCount, members } from './store.ts';

export const reactions = [
  on(facts.userRegistered, ['auth'], ({ principal }, { atNs }) => {
    if (members.has(principal)) return;
    members.put(principal, { sinceNs: atNs });
    memberCount.add();
  }),
  on(facts.rewardGranted, ['nft'], (reward, { atNs }) => payReward(reward, atNs)),
];

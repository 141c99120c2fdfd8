import { on } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { eraseAddresses } from './addresses/methods.ts';
import { closeDeposit, returnAllStakes, returnStakes } from './escrow/shelf.ts';
import { payReward } from './rewards.ts';
import { cancelledEvents, memberCount, members, organizers } from './store.ts';

export const reactions = [
  on(facts.userRegistered, ['auth'], ({ principal }, { atNs }) => {
    if (members.has(principal)) return;
    members.put(principal, { sinceNs: atNs });
    memberCount.add();
  }),
  on(facts.personErased, ['profile'], ({ person }, { atNs }) => {
    eraseAddresses(person, atNs);
  }),
  on(facts.eventPublished, ['event'], ({ eventId, organizer }) =>
    organizers.put(eventId, organizer),
  ),
  on(facts.eventCancelled, ['event'], ({ eventId }) => {
    cancelledEvents.insert([eventId]);
    returnAllStakes(eventId);
  }),
  // The nft canister passes first entries on, so that a check-in itself costs nothing more.
  on(facts.checkedIn, ['nft'], ({ eventId, holder }, { atNs }) =>
    returnStakes(eventId, holder, atNs),
  ),
  on(facts.depositSettled, ['event'], ({ depositId, kept }, { sender }) =>
    closeDeposit(depositId, kept, sender),
  ),
  on(facts.rewardGranted, ['nft'], (reward, { atNs }) => payReward(reward, atNs)),
];

/** The tables of the nft canister. Memory ids are for ever. */
import {
  bytesKey,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u64Key,
} from '@qikcard/canister-kit';
import { codecs } from './rows.ts';

const ACCOUNT = [principalKey, bytesKey(32)] as const;
const counters = openMap(0);
/** Badges ever made; the next one's number. */
export const badgeCount = counter(prefixed(counters, 0));
export const designCount = counter(prefixed(counters, 1));

export const badges = table(1, codecs.badge, u64Key);
export const badgesOfAccount = orderedIndex(2, ...ACCOUNT, u64Key);
export const tokenApprovals = table(3, codecs.approvals, u64Key);
export const collectionApprovals = table(4, codecs.approvals, principalKey);
/** Fingerprint of a transaction with a time → its block. */
export const fingerprints = table(5, codecs.id, bytesKey(32));
export const fingerprintOrder = orderedIndex(6, u64Key, bytesKey(32));
export const blockMap = openMap(7);

export const designs = table(8, codecs.design, u64Key);
/** (event, design); event 0 for those of none. */
export const designsOfEvent = orderedIndex(9, u64Key, u64Key);
/** (design, earned by) → badge: nobody earns the same twice. */
export const earned = table(10, codecs.id, compositeKey(u64Key, principalKey));
export const deeds = table(11, codecs.deeds, principalKey);
export const events = table(12, codecs.event, u64Key);

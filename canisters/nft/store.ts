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
export const burnedCount = counter(prefixed(counters, 2));
export const listingCount = counter(prefixed(counters, 3));
export const offerCount = counter(prefixed(counters, 4));
export const swapCount = counter(prefixed(counters, 5));

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

/** (badge, block): what happened to it. */
export const blocksOfBadge = orderedIndex(20, u64Key, u64Key);
/** (registration, badge): what an entry earned. */
export const badgesOfRegistration = orderedIndex(21, u64Key, u64Key);
/** (design, earned by) → the badge whose reward was paid: none is paid twice. */
export const paid = table(22, codecs.id, compositeKey(u64Key, principalKey));
/** First entries by registration. */
export const visits = table(23, codecs.visit, u64Key);
/** (event, person) → the registration they entered with. */
export const entered = table(24, codecs.id, compositeKey(u64Key, principalKey));
/** (event, design) of those that are given no more. */
export const retiredOfEvent = orderedIndex(25, u64Key, u64Key);
const progress = openMap(26);
/** Blocks below this one are in `blocksOfBadge`. */
export const indexedBlocks = counter(prefixed(progress, 0));

/** By badge. */
export const listings = table(30, codecs.listing, u64Key);
/** (listing number, badge). */
export const listingOrder = orderedIndex(31, u64Key, u64Key);
export const offers = table(32, codecs.offer, u64Key);
/** (badge, offer). */
export const offersOfBadge = orderedIndex(33, u64Key, u64Key);
/** (buyer, offer). */
export const offersOfBuyer = orderedIndex(34, principalKey, u64Key);
export const swaps = table(35, codecs.swap, u64Key);
/** (badge, swap): wanted or offered. */
export const swapsOfBadge = orderedIndex(36, u64Key, u64Key);
/** (proposer, swap). */
export const swapsOfProposer = orderedIndex(37, principalKey, u64Key);
/** What a badge is promised to. */
export const reservations = table(38, codecs.reservation, u64Key);
export const saleJournal = openMap(39);
/** (buyer or seller, sale). */
export const salesOfPerson = orderedIndex(40, principalKey, u64Key);
/** The latest block of the QIK ledger that a payment was seen in. */
export const latestPayment = counter(prefixed(progress, 1));

/** Badges whose picture is to be certified, and after how many changes of hands the certified one is. */
export const artDue = table(60, codecs.artDue, u64Key);
export const artDueOrder = orderedIndex(61, u64Key);

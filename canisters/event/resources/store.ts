/**
 * The tables of lending. Memory ids 100–139, 162, 220–223 and 228, and prefixes within them, are for ever: never reuse or
 * renumber one. Every stable map reserves 8 MiB, so rows share one and indexes another.
 */
import {
  bytesKey,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u8Key,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { LABEL_CHARS, SCAN_ID_BYTES } from '@qikcard/contracts';
import { CARD_KEY_BYTES } from '../domain/card-proof.ts';
import { OWNER_BYTES } from '../domain/resources/owner.ts';
import { WORD_BYTES } from '../domain/resources/words.ts';
import { resourceCodecs as codecs } from './rows.ts';

const counters = openMap(100);
export const resourceCount = counter(prefixed(counters, 0));
export const loanCount = counter(prefixed(counters, 1));
export const reservationCount = counter(prefixed(counters, 2));
export const damageCount = counter(prefixed(counters, 3));
export const stockAuditCount = counter(prefixed(counters, 4));

const rows = openMap(101);
export const resources = table(prefixed(rows, 0), codecs.resource, u64Key);
export const reservations = table(prefixed(rows, 2), codecs.reservation, u64Key);
export const loans = table(prefixed(rows, 1), codecs.loan, u64Key);
/** Label → thing. */
export const labels = table(prefixed(rows, 3), codecs.resourceId, bytesKey(LABEL_CHARS));
/** Labels are ASCII of one length. */
export const labelKey = (label: string): Uint8Array => new TextEncoder().encode(label);
/** How many things an owner has, retired ones included. */
export const thingsOfOwner = table(prefixed(rows, 4), codecs.resourceCount, bytesKey(OWNER_BYTES));
/** Entries ever written to the feed of a thing. */
export const feedLengths = table(prefixed(rows, 6), codecs.resourceId, u64Key);
/** (thing, seq from 1). */
export const resourceFeed = table(
  prefixed(rows, 7),
  codecs.resourceFeedEntry,
  compositeKey(u64Key, u64Key),
);
/** (who scanned, scan id) → what it did. */
const scanKey = compositeKey(principalKey, bytesKey(SCAN_ID_BYTES));
export const doneScans = table(prefixed(rows, 8), codecs.done, scanKey);
/** (thing, purpose, person) → nonce of the token that the label gave this person last. */
export const labelTokens = table(
  prefixed(rows, 9),
  codecs.resourceNonce,
  compositeKey(u64Key, u8Key, principalKey),
);
/** (event, borrower) → loans open of things of this event: asked at the way out. */
export const openLoansAtEvent = table(
  prefixed(rows, 10),
  codecs.resourceCount,
  compositeKey(u64Key, principalKey),
);

export const damages = table(prefixed(rows, 11), codecs.damage, u64Key);

export const stockAudits = table(prefixed(rows, 12), codecs.stockAudit, u64Key);
/** (audit, thing). */
export const stockAuditLines = table(
  prefixed(rows, 13),
  codecs.stockAuditLine,
  compositeKey(u64Key, u64Key),
);
/** Owner → the audit that is under way. */
export const openStockAudit = table(prefixed(rows, 14), codecs.resourceId, bytesKey(OWNER_BYTES));

/** (thing, version): the bytes of its pictures. */
export const resourceImages = table(103, codecs.resourceImage, compositeKey(u64Key, u32Key));

const indexes = openMap(102);
/** (owner, thing). */
export const resourcesOfOwner = orderedIndex(prefixed(indexes, 0), bytesKey(OWNER_BYTES), u64Key);
export const publicResources = orderedIndex(prefixed(indexes, 2), u64Key);
/** (word, thing): what a search for the start of a word finds. */
export const resourceWords = orderedIndex(prefixed(indexes, 3), bytesKey(WORD_BYTES), u64Key);
/**
 * (thing, from, until, count, kind, loan or reservation): what takes units of a thing, now or later.
 * Everything that overlap needs is in the key, so that no row is read to find it.
 */
export const claimsOf = orderedIndex(
  prefixed(indexes, 4),
  u64Key,
  u64Key,
  u64Key,
  u32Key,
  u8Key,
  u64Key,
);
export const loansOfResource = orderedIndex(prefixed(indexes, 5), u64Key, u64Key);
export const loansOfBorrower = orderedIndex(prefixed(indexes, 6), principalKey, u64Key);
/** (borrower, loan) while it is out or waits for approval. */
export const openLoansOf = orderedIndex(prefixed(indexes, 7), principalKey, u64Key);
/** (thing, loan) while it is out or waits for approval. */
export const openLoansOfResource = orderedIndex(prefixed(indexes, 8), u64Key, u64Key);
/** (owner, filter, loan): what is out, overdue, waiting for approval. */
export const loansOfOwner = orderedIndex(
  prefixed(indexes, 9),
  bytesKey(OWNER_BYTES),
  u8Key,
  u64Key,
);
/** Lists of an owner's loans; the numbers are stored. */
export const ownerList = { Open: 0, Overdue: 1, Requested: 2, All: 3, Deposits: 4 } as const;
/** (time, kind, loan or reservation): what has to happen at its time. */
export const deadlines = orderedIndex(prefixed(indexes, 10), u64Key, u8Key, u64Key);
/** (time, who, scan id): what to forget first. */
export const doneOrder = orderedIndex(
  prefixed(indexes, 11),
  u64Key,
  principalKey,
  bytesKey(SCAN_ID_BYTES),
);
/** (expiry in seconds, thing, purpose, person). */
export const labelTokenExpiry = orderedIndex(
  prefixed(indexes, 12),
  u32Key,
  u64Key,
  u8Key,
  principalKey,
);
/** (part, kit): what is part of a kit cannot be retired. */
export const kitsOfPart = orderedIndex(prefixed(indexes, 13), u64Key, u64Key);
/** (holder, thing, reservation) while it is active. */
export const reservationsOfHolder = orderedIndex(
  prefixed(indexes, 14),
  principalKey,
  u64Key,
  u64Key,
);
/** (thing, damage report) and (owner, damage report) while it is not settled. */
export const damageOfResource = orderedIndex(prefixed(indexes, 15), u64Key, u64Key);
export const openDamageOfOwner = orderedIndex(prefixed(indexes, 16), bytesKey(OWNER_BYTES), u64Key);
/** (holder, reservation): all of a person, newest last. */
export const allReservationsOf = orderedIndex(prefixed(indexes, 17), principalKey, u64Key);
/** (thing, reservation): all of a thing. */
export const reservationsOfResource = orderedIndex(prefixed(indexes, 18), u64Key, u64Key);
/** (audit, thing): things seen, in order. */
export const seenInStockAudit = orderedIndex(prefixed(indexes, 19), u64Key, u64Key);
export const stockAuditsOf = orderedIndex(prefixed(indexes, 20), bytesKey(OWNER_BYTES), u64Key);
/** (audit, scan id): scans that have counted. */
export const stockAuditScans = orderedIndex(prefixed(indexes, 21), u64Key, bytesKey(SCAN_ID_BYTES));
/** (author, damage report): what somebody wrote; reports from before this index are not in it. */
export const damageBy = orderedIndex(162, principalKey, u64Key);

const depositRows = openMap(220);
/** By their number at the wallet. */
export const deposits = table(prefixed(depositRows, 0), codecs.deposit, u64Key);
/** Loan → its deposit. */
export const depositOfLoan = table(prefixed(depositRows, 1), codecs.resourceId, u64Key);
/** (payer, thing, deposit) that nothing was borrowed on yet. */
export const freeDepositsOf = orderedIndex(221, principalKey, u64Key, u64Key);

/** (report of damage, version): the bytes of its pictures. */
export const damageImages = table(222, codecs.resourceImage, compositeKey(u64Key, u32Key));
/** (author, report) that has pictures: what an erasure takes away. */
export const picturedDamageBy = orderedIndex(223, principalKey, u64Key);

/** (event, card, count of taps): taps that came late, after a newer one was used. */
export const lateTaps = orderedIndex(228, u64Key, bytesKey(CARD_KEY_BYTES), u32Key);

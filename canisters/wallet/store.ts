/** The tables of the wallet canister. Memory ids are for ever. */
import {
  bytesKey,
  cell,
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
import { codecs } from './rows.ts';

const SUBACCOUNT = bytesKey(32);
const ACCOUNT = [principalKey, SUBACCOUNT] as const;

/** Who has registered with auth. */
export const members = table(0, codecs.member, principalKey);
export const memberCount = counter(1);

/** Of the QIK ledger; no row where nothing is held. */
export const balances = table(2, codecs.amount, compositeKey(...ACCOUNT));
/** (owner, spender) → what the spender may still move. */
export const allowances = table(3, codecs.allowance, compositeKey(...ACCOUNT, ...ACCOUNT));
export const allowanceOrder = orderedIndex(4, ...ACCOUNT, ...ACCOUNT);
/** Fingerprint of a transaction with a time → its block. */
export const fingerprints = table(5, codecs.block, bytesKey(32));
/** (time of the transaction, fingerprint): what to forget first. */
export const fingerprintOrder = orderedIndex(6, u64Key, bytesKey(32));
export const blockMap = openMap(7);

const ledger = openMap(8);
export const supply = cell(prefixed(ledger, 0), codecs.amount, 0n);
/** (owner, block) of what touches somebody's QIK. */
export const blocksOfOwner = orderedIndex(prefixed(ledger, 1), principalKey, u64Key);
/** Blocks from 0 on that are in it. */
export const indexedBlocks = counter(prefixed(ledger, 2));

/** (holder, block) of rewards. */
export const rewardsOfHolder = orderedIndex(9, principalKey, u64Key);
export const rewards = table(10, codecs.reward, u64Key);
/** Reward number → block: none is paid twice. */
export const paidRewards = table(11, codecs.block, u64Key);

/** Journal of what needs several calls: payments on other chains and ledgers. */
export const sagaMap = openMap(20);
/** (owner, saga): whose it is. */
export const sagasOfOwner = orderedIndex(21, principalKey, u64Key);
/** (owner, number of the request): the same request is one saga. */
export const requests = table(22, codecs.saga, compositeKey(principalKey, bytesKey(16)));
/** (transaction, output) → the payment that spends it; a coin that was signed for stays. */
export const reservedCoins = table(23, codecs.saga, compositeKey(bytesKey(32), u32Key));
export const bitcoinKeys = table(24, codecs.bitcoinKeys, principalKey);
/** (owner, 1, day since 1970): bitcoin spent before `spentNow` was there; read only. */
export const spentOnDay = table(25, codecs.amount, compositeKey(principalKey, u8Key, u32Key));
const small = openMap(26);
export const bitcoinNetwork = cell(prefixed(small, 0), codecs.bitcoinNetwork, undefined);
export const bitcoinKeyCount = counter(prefixed(small, 1));

/** (owner, saga): orders to ledgers. */
export const ordersOfOwner = orderedIndex(27, principalKey, u64Key);
export const ledgers = table(28, codecs.ledger, principalKey);
export const ledgerOrder = orderedIndex(29, principalKey);

export const escrows = table(30, codecs.escrow, u64Key);
/** (end, escrow): what settles next by itself. */
export const escrowEnds = orderedIndex(31, u64Key, u64Key);
/** (payer or holder, escrow). */
export const escrowsOf = orderedIndex(32, principalKey, u64Key);
/** (event, payer, escrow) of stakes that are held. */
export const openStakes = orderedIndex(33, u64Key, principalKey, u64Key);
export const escrowRequests = table(34, codecs.saga, compositeKey(principalKey, bytesKey(16)));
/** Whose a published event is. */
export const organizers = table(35, codecs.organizer, u64Key);
export const cancelledEvents = orderedIndex(36, u64Key);
export const escrowCount = counter(prefixed(small, 2));

/** (owner, asset): rules of spending that somebody has chosen. */
export const ownRules = table(60, codecs.ownRules, compositeKey(principalKey, bytesKey(32)));
/** By asset: what holds for everybody else. */
export const usualRules = table(61, codecs.rules, bytesKey(32));
/** (owner, asset): what was spent on the latest day that something was. */
export const spentNow = table(62, codecs.spent, compositeKey(principalKey, bytesKey(32)));
/** (owner, number): the address book. */
export const addresses = table(63, codecs.address, compositeKey(principalKey, u64Key));
export const addressOrder = orderedIndex(64, principalKey, u64Key);
export const addressCount = counter(prefixed(small, 3));
/** (minter, owner): where bitcoin become ckBTC of somebody. */
export const ckbtcAddresses = table(65, codecs.text, compositeKey(principalKey, principalKey));
/** (owner, saga): withdrawals of ckBTC. */
export const ckbtcOfOwner = orderedIndex(66, principalKey, u64Key);
/** Owner → their latest withdrawal of ckBTC. */
export const ckbtcUnderWay = table(67, codecs.saga, principalKey);
/** Chain → the canister that is asked about it. */
export const evmChains = table(68, codecs.organizer, u64Key);
export const evmChainOrder = orderedIndex(69, u64Key);
export const evmKeys = table(70, codecs.evmKey, principalKey);
/** (owner, saga): payments on chains of Ethereum's kind. */
export const evmOfOwner = orderedIndex(71, principalKey, u64Key);
/** (owner, chain, saga) of those that are not over. */
export const evmOpen = orderedIndex(72, principalKey, u64Key, u64Key);
/** Saga → what it may still take from the balance that the chain shows. */
export const evmHeld = table(73, codecs.evmHeld, u64Key);
/** (owner, chain) → the first nonce that no payment has. */
export const evmNonces = table(74, codecs.saga, compositeKey(principalKey, u64Key));
export const evmKeyName = cell(prefixed(small, 5), codecs.evmKeyName, undefined);
export const evmKeyCount = counter(prefixed(small, 6));
/** The ledger and the minter of ckBTC. */
export const ckbtc = cell(prefixed(small, 4), codecs.ckbtc, undefined);

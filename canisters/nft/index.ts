/** The nft canister: badges by ICRC-7 and ICRC-37, what they are given for, and their blocks. */
import '@qikcard/canister-kit';
import { Approvals } from './approvals.ts';
import { Badges } from './badges.ts';
import { Blocks } from './blocks.ts';
import { Designs } from './designs.ts';
import { Market } from './market.ts';
import { MarketViews } from './market-views.ts';
import { Platform } from './platform.ts';
import { Swaps } from './swaps.ts';
import { Views } from './views.ts';

export default [Badges, Approvals, Blocks, Designs, Views, Market, MarketViews, Swaps, Platform];

/** The nft canister: badges by ICRC-7 and ICRC-37, what they are given for, and their blocks. */
import '@qikcard/canister-kit';
import { Approvals } from './approvals.ts';
import { Badges } from './badges.ts';
import { Blocks } from './blocks.ts';
import { Designs } from './designs.ts';
import { Platform } from './platform.ts';

export default [Badges, Approvals, Blocks, Designs, Platform];

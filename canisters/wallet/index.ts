/** The wallet canister: the QIK ledger and what it pays for taking part. */
import '@qikcard/canister-kit';
import { Blocks } from './blocks.ts';
import { Ledger } from './ledger.ts';
import { Platform } from './platform.ts';
import { Rewards } from './rewards.ts';

export default [Ledger, Blocks, Rewards, Platform];

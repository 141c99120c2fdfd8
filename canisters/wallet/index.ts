/** The wallet canister: the QIK ledger, what it pays for taking part, and Bitcoin. */
import '@qikcard/canister-kit';
import { Accounts } from './accounts/methods.ts';
import { AddressBook } from './addresses/methods.ts';
import { Bitcoin } from './bitcoin/methods.ts';
import { Blocks } from './blocks.ts';
import { Ckbtc } from './ckbtc/methods.ts';
import { Escrows } from './escrow/methods.ts';
import { Evm } from './evm/methods.ts';
import { Ledger } from './ledger.ts';
import { Operator } from './operator.ts';
import { OwnBlocks } from './own-blocks.ts';
import { Platform } from './platform.ts';
import { Rewards } from './rewards.ts';
import { Spending } from './spending/methods.ts';

export default [
  Ledger,
  Blocks,
  OwnBlocks,
  Rewards,
  Bitcoin,
  Accounts,
  Ckbtc,
  Evm,
  Escrows,
  Spending,
  AddressBook,
  Operator,
  Platform,
];

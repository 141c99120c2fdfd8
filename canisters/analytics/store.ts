/** The tables of the analytics canister. Memory ids are for ever. */
import { table, u64Key } from '@qikcard/canister-kit';
import { codecs } from './rows.ts';

export const eventCounts = table(0, codecs.counts, u64Key);

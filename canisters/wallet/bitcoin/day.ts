/** What somebody has spent on a day, so that a stolen session cannot take everything at once. */
import type { Principal } from '@dfinity/principal';
import { spentOnDay } from '../store.ts';

export const spentOn = (owner: Principal, what: number, day: number): bigint =>
  spentOnDay.get([owner, what, day]) ?? 0n;

export const spend = (owner: Principal, what: number, day: number, amount: bigint): void =>
  spentOnDay.put([owner, what, day], spentOn(owner, what, day) + amount);

/** What was not spent after all. */
export function giveBack(owner: Principal, what: number, day: number, amount: bigint): void {
  const spent = spentOn(owner, what, day);
  spentOnDay.put([owner, what, day], spent > amount ? spent - amount : 0n);
}

/** An upgrade after every round in which something with several steps can be. */
import type { CanisterName } from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';

const ROUNDS_MAX = 80;

/**
 * Begins the same thing again and again, and upgrades the canister after the first round, the second
 * and so on, until it was over before its upgrade; `after` says what has to hold then. Gives the number
 * of places in which an upgrade fell.
 */
export async function everyUpgradePoint<T>(
  deployment: Deployment,
  name: CanisterName,
  thing: {
    begin(): Promise<T>;
    isOver(begun: T): Promise<boolean>;
    after(begun: T): Promise<void>;
  },
): Promise<number> {
  for (let rounds = 1; rounds <= ROUNDS_MAX; rounds++) {
    const begun = await thing.begin();
    await deployment.pic.advanceTime(1_000);
    await deployment.pic.tick(rounds);
    const over = await thing.isOver(begun);
    await deployment.upgrade(name);
    await thing.after(begun);
    if (over) return rounds - 1;
  }
  throw new Error(`not over after ${ROUNDS_MAX} rounds`);
}

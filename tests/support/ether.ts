/** Payments in ether of a deployment against the small chain, as journeys make them. */
import { randomBytes } from 'node:crypto';
import type { EvmSend, EvmSendArgs } from '@qikcard/contracts';
import { expect } from 'vitest';
import type { Deployment } from './deployment.ts';
import { granted } from './doors.ts';
import type { Person } from './people.ts';
import { TEST_CHAIN, type TestEvm } from './test-evm.ts';

export const ETHER = 10n ** 18n;
export const GWEI = 10n ** 9n;
export const SHOP = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** Twice the base fee of the test chain and the middle tip, for the gas of a payment. */
export const FEE = (20n + 2n) * GWEI * 21_000n;

export const nameOf = ({ state }: EvmSend) => Object.keys(state)[0];
export const order = (change: Partial<EvmSendArgs> = {}): EvmSendArgs => ({
  ...{ request_id: randomBytes(16), chain_id: TEST_CHAIN, to: SHOP, amount: ETHER / 100n },
  ...{ speed: { normal: null }, fee_max: FEE },
  ...change,
});

export function etherOf(deployment: Deployment, chain: TestEvm) {
  const wallet = (who: Person) => deployment.as(who).wallet;
  const address = async (who: Person) => granted(await wallet(who).evm_address());
  const find = async (who: Person, id: bigint): Promise<EvmSend> =>
    granted(await wallet(who).evm_send(id));
  const becomes = (who: Person, id: bigint, state: string, seconds = 2) =>
    expect
      .poll(async () => {
        await deployment.pass(seconds);
        return nameOf(await find(who, id));
      })
      .toBe(state);
  return {
    deployment,
    chain,
    wallet,
    address,
    find,
    becomes,
    send: async (who: Person, change: Partial<EvmSendArgs> = {}) =>
      granted(await wallet(who).send_evm(order(change))),
    fund: async (who: Person, amount: bigint) => chain.give(await address(who), amount),
    /** Until a payment of somebody is in a final block. */
    async confirmed(who: Person, id: bigint): Promise<EvmSend> {
      await chain.mine();
      await becomes(who, id, 'Seen', 31);
      await chain.finalize();
      await becomes(who, id, 'Confirmed', 61);
      return find(who, id);
    },
  };
}
export type Ether = ReturnType<typeof etherOf>;

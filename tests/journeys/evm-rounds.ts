/** Payments in ether over upgrades and failures of every kind; cases of evm.test.ts, on its network. */
import { expect } from 'vitest';
import { ETHER, type Ether, nameOf, order, SHOP } from '../support/ether.ts';
import { type Person, person } from '../support/people.ts';
import { everyUpgradePoint } from '../support/upgrade-points.ts';

const DAY_SECONDS = 86_400;

export async function upgradedAnywhere(ether: Ether): Promise<void> {
  const { deployment, chain, find, becomes, send, fund, confirmed } = ether;
  const dora = person('Dora');
  await fund(dora, ETHER);
  let arrived = await chain.balance(SHOP);
  const points = await everyUpgradePoint(deployment, 'wallet', {
    begin: async () => {
      await deployment.pass(200);
      return (await send(dora, { amount: 1_000n })).id;
    },
    isOver: async (id) => nameOf(await find(dora, id)) === 'Sent',
    after: async (id) => {
      await becomes(dora, id, 'Sent', 31);
      await confirmed(dora, id);
      arrived += 1_000n;
      expect(await chain.balance(SHOP)).toBe(arrived);
    },
  });
  expect(points).toBeGreaterThan(4);
}

export async function manyRounds(ether: Ether): Promise<void> {
  const { deployment, chain, wallet, address, find, fund } = ether;
  await deployment.pass(DAY_SECONDS);
  const people = ['Eve', 'Fay'].map(person);
  const addresses = await Promise.all(people.map(address));
  for (const who of people) await fund(who, ETHER);
  const before = { burnt: await chain.burnt(), shop: await chain.balance(SHOP) };
  const modes = ['ok', 'lose answers', 'unavailable', 'disagree'];
  const ids: [Person, bigint][] = [];
  for (let round = 0; round < 12; round++) {
    await chain.set_mode(modes[(round * 7) % 4] as string);
    const who = people[round % 2] as Person;
    const answer = await wallet(who).send_evm(order({ amount: ETHER / 50n }));
    if ('Ok' in answer) ids.push([who, answer.Ok.id]);
    await deployment.pic.advanceTime(1_000);
    await deployment.pic.tick((round % 5) + 1);
    if (round % 3 === 1) await deployment.upgrade('wallet');
    if (round % 4 === 2) await chain.mine();
    if (round % 5 === 4) await chain.forget_pool();
    for (let i = 0; i < 3; i++) await deployment.pass(31);
  }
  await chain.set_mode('ok');
  await expect
    .poll(
      async () => {
        for (let i = 0; i < 5; i++) await deployment.pass(61);
        await chain.mine();
        await chain.finalize();
        return new Set((await Promise.all(ids.map(([who, id]) => find(who, id)))).map(nameOf));
      },
      { timeout: 240_000 },
    )
    .toEqual(new Set(['Confirmed']));
  const ended = await Promise.all(ids.map(([who, id]) => find(who, id)));
  const moved = BigInt(ended.length) * (ETHER / 50n);
  expect(ended.length).toBeGreaterThan(5);
  expect(await chain.balance(SHOP)).toBe(before.shop + moved);
  const fees = ended.reduce((sum, { fee }) => sum + (fee[0] ?? 0n), 0n);
  expect((await chain.burnt()) - before.burnt).toBe(fees);
  const left = await Promise.all(addresses.map((each) => chain.balance(each)));
  expect(left.reduce((sum, each) => sum + each, 0n)).toBe(2n * ETHER - moved - fees);
  const nonces = ended.flatMap(({ nonce }, i) => `${ids[i]?.[0].name} ${nonce}`);
  expect(new Set(nonces).size).toBe(nonces.length);
}

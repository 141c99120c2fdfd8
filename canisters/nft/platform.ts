import { definePlatform } from '@qikcard/canister-kit';
import { nftApi } from '@qikcard/contracts';
import { arm, artAt } from './art.ts';
import { consents } from './consents.ts';
import { reactions } from './reactions.ts';
import { sales } from './sales.ts';
import { indexBlocks, tip } from './shelf.ts';
import { standards } from './standards.ts';
import { badgeCount, designCount } from './store.ts';

const gauge = (name: string, help: string, value: bigint) => ({
  name,
  help,
  type: 'gauge' as const,
  values: [{ value }],
});

export const Platform = definePlatform({
  name: 'nft',
  version: '0.2.0',
  schema: 2,
  api: nftApi,
  consents,
  reactions,
  standards,
  files: artAt,
  onStart: () => {
    tip.start();
    indexBlocks();
    arm();
    sales.start();
  },
  capabilities: [
    { name: 'badges', available: true, note: 'Given once for verified check-ins and returns.' },
    { name: 'icrc7', available: true, note: 'ICRC-7, ICRC-37, ICRC-3.' },
    { name: 'rewards', available: true, note: 'QIK with a badge, within the budget of its event.' },
    {
      name: 'claim',
      available: true,
      note: 'What a guest without a principal earned waits for them.',
    },
    { name: 'market', available: true, note: 'Sales and offers in QIK, swaps of badges.' },
  ],
  metrics: () => [
    gauge('qikcard_badges', 'Badges ever given.', badgeCount.get()),
    gauge('qikcard_sales_running', 'Sales under way.', BigInt(sales.runningCount())),
    gauge('qikcard_sales_stuck', 'Sales that do not get on.', BigInt(sales.stuckCount())),
    gauge('qikcard_badge_designs', 'Designs of badges ever made.', designCount.get()),
  ],
});

import { definePlatform } from '@qikcard/canister-kit';
import { walletApi } from '@qikcard/contracts';
import { tip } from './book.ts';
import { consents } from './consents.ts';
import { reactions } from './reactions.ts';
import { standards } from './standards.ts';
import { memberCount } from './store.ts';

export const Platform = definePlatform({
  name: 'wallet',
  version: '0.1.0',
  schema: 2,
  api: walletApi,
  consents,
  reactions,
  onStart: tip.start,
  standards: standards.filter(({ name }) => !['ICRC-10', 'ICRC-21'].includes(name)),
  capabilities: [
    { name: 'members', available: true, note: 'Registered principals are known and counted.' },
    { name: 'token', available: true, note: 'QIK: ICRC-1, ICRC-2, ICRC-3, ICRC-103.' },
    { name: 'rewards', available: true, note: 'Minted once each, for what nft grants.' },
    { name: 'bitcoin', available: false, note: 'No Bitcoin addresses yet.' },
    { name: 'ethereum', available: false, note: 'No Ethereum addresses yet.' },
  ],
  metrics: () => [
    {
      name: 'qikcard_members',
      help: 'Registered principals known here.',
      type: 'gauge',
      values: [{ value: memberCount.get() }],
    },
  ],
});

import { definePlatform } from '@qikcard/canister-kit';
import { walletApi } from '@qikcard/contracts';
import { reactions } from './reactions.ts';
import { memberCount } from './store.ts';

export const Platform = definePlatform({
  name: 'wallet',
  version: '0.1.0',
  schema: 1,
  api: walletApi,
  reactions,
  capabilities: [
    { name: 'members', available: true, note: 'Registered principals are known and counted.' },
    { name: 'token', available: false, note: 'The QIK token (ICRC-1/2/3) is not there yet.' },
    { name: 'rewards', available: false, note: 'Check-ins are not rewarded yet.' },
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

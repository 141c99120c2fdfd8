import { definePlatform } from '@qikcard/canister-kit';
import { nftApi } from '@qikcard/contracts';

export const Platform = definePlatform({
  name: 'nft',
  version: '0.1.0',
  schema: 1,
  api: nftApi,
  capabilities: [
    { name: 'badges', available: false, note: 'Check-ins do not mint badges yet.' },
    { name: 'icrc7', available: false, note: 'No tokens and no ICRC-7, 37 or 3 methods yet.' },
    { name: 'market', available: false, note: 'Nothing can be bought or sold yet.' },
  ],
});

import { definePlatform } from '@qikcard/canister-kit';
import { walletApi } from '@qikcard/contracts';
import { indexBlocks, tip } from './book.ts';
import { consents } from './consents.ts';
import { watch } from './escrow/shelf.ts';
import { reactions } from './reactions.ts';
import { sagas } from './sagas.ts';
import { standards } from './standards.ts';
import { memberCount } from './store.ts';

export const Platform = definePlatform({
  name: 'wallet',
  version: '0.1.0',
  schema: 5,
  api: walletApi,
  consents,
  reactions,
  onStart: () => {
    tip.start();
    indexBlocks();
    sagas.start();
    watch();
  },
  concerns: () =>
    sagas.stuckCount() === 0
      ? []
      : [`${sagas.stuckCount()} payments do not get on: see stuck_sagas.`],
  standards: standards.filter(({ name }) => !['ICRC-10', 'ICRC-21'].includes(name)),
  capabilities: [
    { name: 'members', available: true, note: 'Registered principals are known and counted.' },
    { name: 'token', available: true, note: 'QIK: ICRC-1, ICRC-2, ICRC-3, ICRC-103.' },
    { name: 'rewards', available: true, note: 'Minted once each, for what nft grants.' },
    {
      name: 'bitcoin',
      available: true,
      note: 'P2WPKH and P2TR; the subnet signs, no key is stored.',
    },
    { name: 'limits', available: true, note: 'A day’s spending, and a wait for large amounts.' },
    { name: 'addresses', available: true, note: 'An address book of one’s own.' },
    { name: 'ledgers', available: true, note: 'Accounts on the ICRC ledgers that admins named.' },
    { name: 'ckbtc', available: true, note: 'In and out through the minter that admins named.' },
    { name: 'escrow', available: true, note: 'Stakes on coming and deposits, in QIK.' },
    { name: 'ethereum', available: true, note: 'EIP-1559; the subnet signs, no key is stored.' },
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

import { definePlatform } from '@qikcard/canister-kit';
import { profileApi } from '@qikcard/contracts';
import { reactions } from './reactions.ts';
import { memberCount } from './store.ts';

export const Platform = definePlatform({
  name: 'profile',
  version: '0.1.0',
  schema: 1,
  api: profileApi,
  reactions,
  capabilities: [
    { name: 'members', available: true, note: 'Registered principals are known and counted.' },
    { name: 'profiles', available: false, note: 'No profile can be written or read yet.' },
    { name: 'reputation', available: false, note: 'Check-ins do not raise a reputation yet.' },
    { name: 'connections', available: false, note: 'No connections between people yet.' },
    { name: 'notifications', available: false, note: 'No notifications yet.' },
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

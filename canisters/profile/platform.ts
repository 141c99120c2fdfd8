import { definePlatform, type Metric } from '@qikcard/canister-kit';
import { AVATAR_MAX_BYTES, privateFields, profileApi, SEALED_BYTES_MAX } from '@qikcard/contracts';
import { avatarFile } from './avatars.ts';
import { consents } from './consents.ts';
import { goOn } from './erasure.ts';
import { publishOlderPictures } from './public-pictures.ts';
import { reactions } from './reactions.ts';
import { erasuresOpen, memberCount, profileCount, reportCount } from './store.ts';
import { startVetKey, vetKeyConcern } from './vetkey.ts';

const gauge = (name: string, help: string, value: bigint | number): Metric => ({
  name,
  help,
  type: 'gauge',
  values: [{ value }],
});

/** Texts of people, with room for four bytes a character. */
const smallArguments = Object.fromEntries(
  ['update_profile', 'set_username', 'report_person', 'add_push_subscription', 'mark_read'].map(
    (name) => [name, 16 * 1024],
  ),
);

export const Platform = definePlatform({
  name: 'profile',
  version: '0.2.0',
  schema: 2,
  api: profileApi,
  consents,
  reactions,
  files: avatarFile,
  argBytesMax: {
    set_avatar: AVATAR_MAX_BYTES + 1_024,
    set_private_fields: privateFields.length * SEALED_BYTES_MAX + 1_024,
    my_encrypted_vetkey: 1_024,
    ...smallArguments,
  },
  onStart: () => {
    goOn();
    startVetKey();
    publishOlderPictures();
  },
  concerns: () => {
    const concern = vetKeyConcern();
    return concern === undefined ? [] : [concern];
  },
  capabilities: [
    { name: 'members', available: true, note: 'Registered principals are known and counted.' },
    { name: 'profiles', available: true, note: 'Username, bio, links, theme, privacy per field.' },
    {
      name: 'avatars',
      available: true,
      note: 'PNG, JPEG, WebP, freed of metadata; pixels are not decoded here.',
    },
    {
      name: 'avatars-over-http',
      available: true,
      note: 'Public ones at /avatar/<username or principal>, certified.',
    },
    {
      name: 'reputation',
      available: true,
      note: 'From check-ins, no-shows, returns and endorsements; halves every 180 days.',
    },
    { name: 'achievements', available: true, note: 'Received as facts from nft.' },
    { name: 'connections', available: true, note: 'Requests, blocks, reports, suggestions.' },
    { name: 'notifications', available: true, note: 'An inbox; nothing is pushed from here.' },
    { name: 'push-subscriptions', available: true, note: 'Kept for a relay that admins name.' },
    {
      name: 'own-scans',
      available: true,
      note: 'Entries, exits, and refusals of codes that were proven.',
    },
    { name: 'export', available: true, note: 'What this canister holds, not the others.' },
    { name: 'erasure', available: true, note: 'Begins here; auth and event hear of it.' },
    {
      name: 'encrypted-fields',
      available: true,
      note: 'Private details are sealed on their owner’s device with a key from vetKD.',
    },
  ],
  metrics: () => [
    gauge('qikcard_members', 'Registered principals known here.', memberCount.get()),
    gauge('qikcard_profiles', 'Profiles.', profileCount.get()),
    gauge('qikcard_reports', 'Reports about people.', reportCount.get()),
    gauge('qikcard_erasures_open', 'People whose data is being removed.', erasuresOpen.size()),
  ],
});

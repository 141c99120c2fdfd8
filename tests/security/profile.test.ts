/** Attacks on profiles: other people's names, other people's data, forged facts, too much of all. */
import { Principal } from '@dfinity/principal';
import {
  AVATAR_MAX_BYTES,
  type FactKind,
  facts,
  type ProfileEdit,
  type ProfileRefusal,
  type Result,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { type Person, person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';

const [victim, mallory] = ['victim', 'mallory'].map(person);
const anonymous = { name: 'anonymous', principal: Principal.anonymous() } as Person;
const nothing: ProfileEdit = { bio: [], links: [], theme: [], privacy: [], suggest_me: [] };
const everythingPrivate = {
  bio: { OnlyMe: null },
  links: { OnlyMe: null },
  avatar: { OnlyMe: null },
  attendance: { OnlyMe: null },
  reputation: { OnlyMe: null },
  achievements: { OnlyMe: null },
  connections: { OnlyMe: null },
};

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const who of [victim, mallory]) {
    await deployment.as(who).auth.register({ display_name: who.name });
  }
  await deployment.settle();
  granted(await profile(victim).set_username('ada_lovelace'));
  const bio: ProfileEdit = { ...nothing, bio: ['secret'], privacy: [everythingPrivate] };
  granted(await profile(victim).update_profile(bio));
  granted(await profile(victim).set_avatar(picture()));
});
afterAll(() => deployment?.stop());

const profile = (who: Person) => deployment.as(who).profile;
function refused<T>(answer: Result<T, ProfileRefusal>): ProfileRefusal {
  if ('Ok' in answer) throw new Error('not refused');
  return answer.Err;
}
const factOf = <T>({ kind, codec }: FactKind<T>, value: T, seq = 1n) => ({
  stream: 9n,
  facts: [{ seq, at_ns: 10n ** 18n, kind, body: codec.encode(value) }],
});

describe('a username cannot be imitated', () => {
  test.each([
    'ADA_LOVELACE',
    'ada-lovelace',
    'adalovelace',
    'ada_1ovelace',
    'ada_l0velace',
    'a_d_a_lovelace',
  ])('by %s', async (alike) => {
    expect(refused(await profile(mallory).set_username(alike))).toEqual({ UsernameTaken: null });
  });
  test.each([
    'аda_lovelace',
    'ada_lоvelace',
    'ada\u200b_lovelace',
    'ada_lovelace ',
    'ａda_lovelace',
  ])('by letters of other scripts or hidden ones: %j', async (alike) => {
    const refusal = refused(await profile(mallory).set_username(alike));
    expect(refusal).toMatchObject({ Invalid: { field: 'username' } });
  });
  test.each(['admin', 'Adm1n', 'qikcard_team', 'Q1kCard', 'support', 'r00t'])(
    'nor can the platform: %s',
    async (alike) => {
      expect(refused(await profile(mallory).set_username(alike))).toEqual({
        UsernameReserved: null,
      });
    },
  );
});

describe('private fields', () => {
  test.each([
    ['a stranger', mallory],
    ['an admin', admin],
    ['nobody', anonymous],
  ] as const)('are not read by %s', async (_, who) => {
    const seen = granted(await profile(who).get_profile(victim.principal));
    expect(seen).toMatchObject({
      bio: [],
      links: [],
      avatar: [],
      reputation: [],
      events_attended: [],
    });
    const person = victim.principal;
    const reads = [
      profile(who).get_avatar(person),
      profile(who).attendance_history(person, [], 10),
      profile(who).achievements(person, [], 10),
      profile(who).reputation(person),
    ];
    for (const read of await Promise.all<Result<unknown, ProfileRefusal>>(reads)) {
      expect(read).toEqual({ Err: { UnknownPerson: null } });
    }
    const pushes = await profile(who).push_subscriptions_of(person);
    expect(pushes).toEqual({ Err: { Forbidden: null } });
  });

  test('are not read by asking for a connection that was never accepted', async () => {
    granted(await profile(mallory).request_connection(victim.principal));
    const friends = { ...everythingPrivate, bio: { Connections: null } };
    granted(await profile(victim).update_profile({ ...nothing, privacy: [friends] }));
    expect(granted(await profile(mallory).get_profile(victim.principal)).bio).toEqual([]);
    expect(refused(await profile(mallory).accept_connection(victim.principal))).toEqual({
      UnknownRequest: null,
    });
  });

  test('and own lists need a sign-in', async () => {
    const { my_profile, my_scans, notifications, export_my_data } = profile(anonymous);
    const answers = [my_profile(), my_scans([], 1), notifications([], 1), export_my_data([], 1)];
    for (const answer of await Promise.all<Result<unknown, ProfileRefusal>>(answers)) {
      expect(answer).toEqual({ Err: { SignInRequired: null } });
    }
  });

  test('an export of somebody else cannot be reached with a made-up cursor', async () => {
    for (const length of [1, 2, 9, 31, 40]) {
      for (const start of [0, 4, 5, 11, 200]) {
        const cursor = new Uint8Array(length).fill(0xff);
        cursor[0] = start;
        const answer = await profile(mallory).export_my_data([cursor], 100).catch(String);
        expect(
          JSON.stringify(answer, (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
        ).not.toContain('secret');
      }
    }
  });
});

describe('facts', () => {
  const won = { holder: mallory.principal, tokenId: 1n, eventId: undefined, name: 'Forged' };
  const seen = {
    eventId: 1n,
    registrationId: 1n,
    holder: mallory.principal,
    gate: 'North',
    first: true,
  };

  test('of a stranger canister have no effect', async () => {
    const stranger = { name: 'canister', principal: await strangerCanister() } as Person;
    for (const who of [stranger, mallory, admin]) {
      expect(await profile(who).receive_facts(factOf(facts.achievementAwarded, won))).toEqual({
        Err: { StrangerCanister: null },
      });
    }
    expect(granted(await profile(mallory).reputation(mallory.principal)).points).toBe(0);
  });

  test('of a canister of ours that has no say in them have no effect', async () => {
    const from = (name: 'wallet' | 'nft' | 'analytics') =>
      profile({ name, principal: deployment.ids[name] } as Person);
    const forged = [
      await from('wallet').receive_facts(factOf(facts.achievementAwarded, won)),
      await from('nft').receive_facts(factOf(facts.checkedIn, seen)),
      await from('analytics').receive_facts(
        factOf(facts.userRegistered, { principal: mallory.principal }),
      ),
    ];
    for (const answer of forged) expect(answer).toEqual({ Err: { StrangerCanister: null } });
    expect(granted(await profile(mallory).my_scans([], 10)).rows).toEqual([]);
  });
});

describe('too much', () => {
  test.each<[string, Partial<ProfileEdit>]>([
    ['bio', { bio: ['x'.repeat(501)] }],
    ['links', { links: [Array(6).fill({ label: 'a', url: 'https://a.example' })] }],
    ['link_url', { links: [[{ label: 'a', url: `https://a.example/${'x'.repeat(300)}` }]] }],
    ['link_url', { links: [[{ label: 'a', url: 'javascript:alert(1)' }]] }],
    ['link_label', { links: [[{ label: 'x'.repeat(41), url: 'https://a.example' }]] }],
  ])('in %s is refused and changes nothing', async (field, change) => {
    const before = granted(await profile(mallory).my_profile());
    const refusal = refused(await profile(mallory).update_profile({ ...nothing, ...change }));
    expect(refusal).toMatchObject({ Invalid: { field } });
    expect(granted(await profile(mallory).my_profile())).toEqual(before);
  });

  test('or the wrong thing as an avatar is refused', async () => {
    const svg = new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    );
    const gif = new TextEncoder().encode('GIF89a');
    const huge = picture({ width: 5_000, height: 16 });
    const long = new Uint8Array(AVATAR_MAX_BYTES + 1);
    const [first, ...rest] = [svg, gif, huge, long];
    expect(refused(await profile(mallory).set_avatar(first))).toMatchObject({
      Invalid: { field: 'avatar' },
    });
    for (const upload of rest) {
      expect(refused(await profile(mallory).set_avatar(upload))).toHaveProperty('Invalid');
    }
    // Five uploads at once, then some waiting.
    await profile(mallory).set_avatar(svg);
    expect(refused(await profile(mallory).set_avatar(svg))).toHaveProperty('RateLimited');
  });

  test('in a list of ids is refused, and an argument beyond any use does not get in', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => BigInt(i));
    expect(refused(await profile(mallory).mark_read(ids))).toHaveProperty('Invalid');
    await expect(profile(mallory).set_username('x'.repeat(300_000))).rejects.toThrow();
  });

  test('requests to strangers meet a limit', async () => {
    const answers = [];
    for (let i = 0; i < 25; i++)
      answers.push(await profile(mallory).request_connection(victim.principal));
    expect(
      answers.filter((answer) => 'Err' in answer && 'RateLimited' in answer.Err).length,
    ).toBeGreaterThan(3);
  });
});

test('a suspended person writes nothing, yet gets and may remove what is theirs', async () => {
  await deployment.as(admin).auth.set_suspended(mallory.principal, true);
  await deployment.settle();
  expect(refused(await profile(mallory).set_username('mallory'))).toEqual({
    HolderSuspended: null,
  });
  granted(await profile(mallory).export_my_data([], 10));
  expect(granted(await profile(mallory).erase_me()).done).toBe(true);
});

/** The id of a canister that is not of the deployment. */
async function strangerCanister(): Promise<Principal> {
  const id = await deployment.pic.createCanister();
  return Principal.fromText(id.toText());
}

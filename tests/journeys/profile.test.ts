/** People and their profiles, on the real canisters. */
import {
  CONSENT_VERSION,
  type Privacy,
  type ProfileEdit,
  type ProfileRefusal,
  type Result,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { page } from '../support/operator.ts';
import { type Person, people, person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';

const DAY_SECONDS = 86_400;
const [ada, bob, cleo] = ['ada', 'bob', 'cleo'].map(person);
const nothing: ProfileEdit = { bio: [], links: [], theme: [], privacy: [], suggest_me: [] };

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const who of [ada, bob, cleo])
    await deployment.as(who).auth.register({ display_name: who.name });
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const profile = (who: Person) => deployment.as(who).profile;
function refused<T>(answer: Result<T, ProfileRefusal>): ProfileRefusal {
  if ('Ok' in answer) throw new Error('not refused');
  return answer.Err;
}
const ownPrivacy = async (who: Person): Promise<Privacy> =>
  granted(await profile(who).my_profile()).privacy;

describe('a newcomer', () => {
  test('goes through the first run once: what was agreed to is kept, also over an upgrade', async () => {
    const now = await deployment.nowNs();
    expect(granted(await profile(cleo).my_profile()).first_run).toEqual({
      named: false,
      consent: [],
      finished: false,
    });
    expect(refused(await profile(cleo).advance_first_run({ Finished: null }))).toMatchObject({
      Invalid: { field: 'step' },
    });
    for (const step of [{ Named: null }, { Consented: CONSENT_VERSION }, { Finished: null }]) {
      granted(await profile(cleo).advance_first_run(step));
    }
    await deployment.upgrade('profile');
    const { first_run } = granted(await profile(cleo).my_profile());
    expect(first_run).toMatchObject({ named: true, finished: true });
    expect(first_run.consent[0]?.version).toBe(CONSENT_VERSION);
    expect(Number((first_run.consent[0]?.at_ns ?? 0n) - now) / 1e9).toBeLessThan(60);
    const { records } = granted(await profile(cleo).export_my_data([], 100));
    expect(records.map(({ kind }) => kind)).toContain('first_run');
  });
});

describe('a username', () => {
  test('is one person’s, found in any case, and nobody else’s in any spelling', async () => {
    granted(await profile(ada).set_username('Ada_L'));
    const found = granted(await profile(bob).get_profile_by_username('ADA_L'));
    expect(found.principal.toText()).toBe(ada.principal.toText());
    for (const alike of ['ada_l', 'ada-l', 'AdaL', 'ada1', 'a_d_a_l']) {
      expect(refused(await profile(bob).set_username(alike)), alike).toEqual({
        UsernameTaken: null,
      });
    }
    expect(refused(await profile(bob).get_profile_by_username('adal'))).toEqual({
      UnknownPerson: null,
    });
  });

  test('changes once in 30 days, and the old one is held for its owner for 90', async () => {
    const now = await deployment.nowNs();
    const tooSoon = refused(await profile(ada).set_username('countess'));
    const from = (tooSoon as { UsernameTooSoon: { next_change_at_ns: bigint } }).UsernameTooSoon;
    expect(Number(from.next_change_at_ns - now) / 1e9 / DAY_SECONDS).toBeCloseTo(30, 1);
    await deployment.pass(30 * DAY_SECONDS);
    granted(await profile(ada).set_username('countess'));
    expect(refused(await profile(bob).get_profile_by_username('ada_l'))).toEqual({
      UnknownPerson: null,
    });
    expect(refused(await profile(bob).set_username('ada_l'))).toEqual({ UsernameTaken: null });
    await deployment.pass(31 * DAY_SECONDS);
    granted(await profile(ada).set_username('ada_l'));
    await deployment.pass(31 * DAY_SECONDS);
    granted(await profile(ada).set_username('lovelace'));
    await deployment.pass(91 * DAY_SECONDS);
    granted(await profile(bob).set_username('adal'));
  });

  test('is searched by its beginning, page by page', async () => {
    const crowd = people('searcher', 5);
    for (const who of crowd) await deployment.as(who).auth.register({ display_name: who.name });
    await deployment.settle();
    for (const [i, who] of crowd.entries())
      granted(await profile(who).set_username(`zed_${'abcde'[i]}`));
    granted(await profile(cleo).set_username('zebra'));
    const first = granted(await profile(bob).search_people('ZED', [], 3));
    expect(first.people.map(({ username }) => username[0])).toEqual(['zed_a', 'zed_b', 'zed_c']);
    const second = granted(await profile(bob).search_people('zed', first.next, 3));
    expect(second.people.map(({ username }) => username[0])).toEqual(['zed_d', 'zed_e']);
    expect(second.next).toEqual([]);
    expect(granted(await profile(bob).search_people('zed_a', [], 9)).people).toHaveLength(1);
    expect(refused(await profile(bob).search_people('z%', [], 9))).toHaveProperty('Invalid');
  });
});

describe('a profile', () => {
  test('shows each field to whom its owner wants', async () => {
    const privacy = {
      ...(await ownPrivacy(cleo)),
      bio: { OnlyMe: null },
      links: { Connections: null },
    };
    const links = [{ label: 'Home', url: 'https://cleo.example/' }];
    const own = granted(
      await profile(cleo).update_profile({
        ...nothing,
        bio: ['Hello'],
        links: [links],
        privacy: [privacy],
      }),
    );
    expect(own.profile).toMatchObject({ bio: ['Hello'], links, relation: { Oneself: null } });
    const stranger = granted(await profile(bob).get_profile(cleo.principal));
    expect([stranger.bio, stranger.links, stranger.username]).toEqual([[], [], ['zebra']]);
    granted(await profile(bob).request_connection(cleo.principal));
    granted(await profile(cleo).accept_connection(bob.principal));
    const friend = granted(await profile(bob).get_profile(cleo.principal));
    expect([friend.bio, friend.links, friend.relation]).toEqual([[], links, { Connected: null }]);
  });

  test('keeps what is not mentioned, and its theme', async () => {
    granted(await profile(cleo).update_profile({ ...nothing, theme: [{ Dark: null }] }));
    const own = granted(await profile(cleo).my_profile());
    expect(own).toMatchObject({ theme: { Dark: null }, profile: { bio: ['Hello'] } });
  });

  test('needs a registration', async () => {
    const nobody = person('never registered');
    expect(refused(await profile(nobody).my_profile())).toEqual({ NotRegistered: null });
    expect(refused(await profile(nobody).set_username('nobody'))).toEqual({ NotRegistered: null });
    expect(refused(await profile(ada).get_profile(nobody.principal))).toEqual({
      UnknownPerson: null,
    });
  });
});

describe('an avatar', () => {
  test('is served over HTTP by name and id, as nothing but a picture, while it is public', async () => {
    const { username } = granted(await profile(cleo).my_profile()).profile;
    const paths = [`/avatar/${username[0]}`, `/avatar/${cleo.principal.toText()}?v=1`];
    expect((await page(deployment, 'profile', paths[0])).status).toBe(404);
    granted(await profile(cleo).set_avatar(picture({ behind: '<script>' })));
    for (const path of paths) {
      const { status, headers, text } = await page(deployment, 'profile', path);
      const of = Object.fromEntries(headers);
      expect([status, of['Content-Type'], of['X-Content-Type-Options']]).toEqual([
        200,
        'image/png',
        'nosniff',
      ]);
      expect(of['Content-Security-Policy']).toMatch("default-src 'none'");
      expect(of['IC-CertificateExpression']).not.toMatch('no_certification');
      expect([text.includes('IHDR'), text.includes('script')]).toEqual([true, false]);
    }
    const privacy = { ...(await ownPrivacy(cleo)), avatar: { Connections: null } };
    granted(await profile(cleo).update_profile({ ...nothing, privacy: [privacy] }));
    for (const path of [...paths, '/avatar/', '/avatar/../metrics', '/avatar/aaaaa-bb']) {
      expect((await page(deployment, 'profile', path)).status, path).toBe(404);
    }
    expect((await page(deployment, 'profile', '/metrics')).text).toMatch('qikcard_profiles');
  });

  test('is kept without its metadata and shown to whom its owner wants', async () => {
    const info = granted(
      await profile(ada).set_avatar(picture({ width: 64, height: 48, text: 'secret place' })),
    );
    expect(info).toMatchObject({ content_type: 'image/png', width: 64, height: 48, version: 1 });
    const seen = granted(await profile(bob).get_avatar(ada.principal));
    expect(Buffer.from(seen.image).includes('secret place')).toBe(false);
    expect(seen.image.length).toBe(info.bytes);
    const privacy = { ...(await ownPrivacy(ada)), avatar: { OnlyMe: null } };
    granted(await profile(ada).update_profile({ ...nothing, privacy: [privacy] }));
    expect(refused(await profile(bob).get_avatar(ada.principal))).toEqual({ UnknownPerson: null });
    granted(await profile(ada).get_avatar(ada.principal));
    granted(await profile(ada).remove_avatar());
    expect(refused(await profile(ada).get_avatar(ada.principal))).toEqual({ UnknownPerson: null });
  });
});

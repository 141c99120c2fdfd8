/** What earlier versions stored still holds: today's modules over their memories, facts on the way. */
import { HttpAgent } from '@dfinity/agent';
import { type CanisterName, canisterNames } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../scripts/audit/verify.ts';
import { admin, type Deployment } from '../support/deployment.ts';
import { granted, join, organizer, refusal, scanOf, tokenOf } from '../support/doors.ts';
import { httpRequest } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { previousVersions, restore } from '../support/previous/restore.ts';
import {
  AUDIENCE,
  ada,
  bob,
  cleo,
  dan,
  erin,
  lostReader,
  mallory,
  nora,
  reader,
  type Scene,
  staff,
} from '../support/previous/scene.ts';

const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const hex = (value: ArrayLike<number>) => Buffer.from(Uint8Array.from(value)).toString('hex');

describe.each(previousVersions())('data of %s', (version) => {
  let deployment: Deployment;
  let scene: Scene;
  let eventId: bigint;
  let tips: Record<CanisterName, { length: bigint; hash: Uint8Array }>;
  beforeAll(async () => {
    ({ deployment, scene } = await restore(version));
    eventId = BigInt(scene.eventId);
    const read = canisterNames.map(async (name) => [name, await as(admin)[name].audit_tip()]);
    tips = Object.fromEntries(await Promise.all(read));
    await deployment.settle();
    // Attempts to deliver are at most a minute apart.
    await deployment.pass(60);
    await deployment.settle();
  });
  afterAll(() => deployment?.stop());
  const as: Deployment['as'] = (who) => deployment.as(who);
  const profile = (who: typeof ada) => as(who).profile;
  const scan = (payload: string) => scanOf(eventId, bytes(payload));

  test('is that of the canisters it came from', () => {
    const ids = canisterNames.map((name) => [name, deployment.ids[name].toText()]);
    expect(Object.fromEntries(ids)).toEqual(scene.ids);
  });

  test('people keep their names, e-mails, sessions and roles', async () => {
    const { accounts } = granted(await as(admin).auth.list_users([], 100));
    expect(accounts.map(({ display_name }) => display_name)).toEqual(
      'ada bob cleo dan mallory nora erin staff organizer late'.split(' '),
    );
    const [own] = await as(ada).auth.my_account();
    expect(own?.email).toEqual([{ Encrypted: Uint8Array.of(1, 2, 3) }]);
    expect((await as(ada).auth.my_sessions()).map(({ device }) => device.name)).toEqual(['Phone']);
    expect(await as(ada).auth.touch_session(bytes(scene.session))).toHaveProperty('Ok');
    expect(await as(bob).auth.touch_session(bytes(scene.session))).toHaveProperty('Err');
    const rolesOf = async (who: typeof ada) =>
      (await as(who).auth.me()).roles.map(({ role }) => Object.keys(role)[0]);
    expect(await rolesOf(organizer)).toEqual(['organizer']);
    expect(await rolesOf(staff)).toEqual(['staff']);
    expect(await as(staff).event.attendance(eventId, [], 10)).toHaveProperty('Ok');
    expect(await as(bob).event.attendance(eventId, [], 10)).toHaveProperty('Err');
    const { transfers } = await as(dan).auth.my_transfers([], 10);
    expect(transfers.map(({ status }) => status)).toEqual([{ NeedsApproval: null }]);
  });

  test('a token for a service stays good until it ends', async () => {
    const question = { token: scene.jwt, audience: AUDIENCE };
    const claims = granted(await as(ada).auth.validate_token(question));
    expect(claims.subject.toText()).toBe(ada.principal.toText());
  });

  test('a used token stays used, and its retry is answered as before', async () => {
    const door = as(reader).event;
    expect(refusal(await door.check_in(scan(scene.usedToken)))).toHaveProperty('AlreadyUsed');
    const retry = { ...scan(scene.usedToken), scan_id: bytes(scene.usedScanId) };
    expect(await door.check_in(retry)).toMatchObject({ Admitted: { display_name: 'ada' } });
    expect(granted(await as(organizer).event.get_event(eventId))).toMatchObject({ arrived: 3 });
  });

  test('a token that was not used admits once, and an altered one never', async () => {
    const door = as(reader).event;
    const altered = scan(scene.openToken);
    (altered.payload as Uint8Array)[20] ^= 1;
    expect(refusal(await door.check_in(altered))).toEqual({ BadSignature: null });
    expect(await door.check_in(scan(scene.openToken))).toMatchObject({
      Admitted: { display_name: 'bob' },
    });
    expect(refusal(await door.check_in(scan(scene.openToken)))).toHaveProperty('AlreadyUsed');
  });

  test('readers stay enrolled or turned away, and a code given out still pairs one', async () => {
    const lost = await as(lostReader).event.check_in(scan(scene.openToken));
    expect(refusal(lost)).toEqual({ DeviceNotAllowed: null });
    const late = as('late reader').event;
    expect(granted(await late.pair_device(scene.pairingCode)).gate).toBe('East');
    expect(await as('second reader').event.pair_device(scene.pairingCode)).toHaveProperty('Err');
  });

  test('profiles, connections and inboxes are as their owners left them', async () => {
    const view = granted(await profile(bob).get_profile(ada.principal));
    expect(view).toMatchObject({ username: ['ada_name'], bio: ['Counts.'] });
    expect(view.avatar[0]).toMatchObject({ content_type: 'image/png', width: 32 });
    expect(view.relation).toEqual({ Connected: null });
    const list = async (who: typeof ada, of: 'Connected' | 'Received' | 'Blocked') =>
      granted(await profile(who).connections({ [of]: null } as { Blocked: null }, [], 10)).rows.map(
        ({ person: { principal } }) => principal.toText(),
      );
    const both = [bob, cleo].map(({ principal }) => principal.toText()).sort();
    expect((await list(ada, 'Connected')).sort()).toEqual(both);
    expect(await list(ada, 'Received')).toEqual([dan.principal.toText()]);
    expect(await list(bob, 'Blocked')).toEqual([dan.principal.toText()]);
    const { rows, unread } = granted(await profile(ada).notifications([], 10));
    const kinds = rows.map(({ kind }) => Object.keys(kind[0] ?? {})[0]);
    expect(kinds).toEqual(expect.arrayContaining(['ConnectionAccepted', 'ConnectionRequested']));
    expect(unread).toBe(rows.length);
    expect(granted(await profile(bob).my_push_subscriptions())).toHaveLength(1);
    expect(granted(await profile(admin).list_reports([], 10)).reports).toHaveLength(1);
    const taken = await profile(erin).set_username('ada_name');
    expect(taken).toEqual({ Err: { UsernameTaken: null } });
    expect(granted(await profile(cleo).reputation(cleo.principal)).points).toBeGreaterThan(0);
  });

  test('public pictures are certified pages now', async () => {
    for (const named of ['ada_name', ada.principal.toText()]) {
      const { status, headers } = await httpRequest(deployment, 'profile', `/avatar/${named}`);
      expect([status, new Map(headers).get('Content-Type')]).toEqual([200, 'image/png']);
    }
  });

  test('suspended people stay suspended, also where the fact was on its way', async () => {
    for (const who of [mallory, nora]) {
      const joined = await as(who).event.join_event(eventId, 'M');
      expect(joined).toEqual({ Err: { HolderSuspended: null } });
      const request = await profile(who).request_connection(ada.principal);
      expect(request).toEqual({ Err: { HolderSuspended: null } });
    }
  });

  test('facts that were on their way arrive once', async () => {
    for (const name of ['auth', 'event'] as const) {
      const lanes = await as(admin)[name].outbox_status();
      expect(lanes.map(({ backlog }) => backlog)).toEqual(lanes.map(() => 0n));
    }
    const { rows } = granted(await profile(dan).my_scans([], 10));
    expect(rows).toHaveLength(1);
    const late = person('late');
    expect(await profile(late).set_username('late_name')).toHaveProperty('Ok');
    const [counts] = await as(organizer).analytics.event_counts(eventId);
    // Dan and Bob came since; each once.
    expect(counts).toMatchObject({ registered: 4n, checked_in: 4n });
  });

  test('everything goes on: a new guest joins and comes in', async () => {
    const guest = person('newcomer');
    granted(await as(guest).auth.register({ display_name: 'newcomer' }));
    const token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
    expect(await as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  });

  test('the audit trail goes on from where it was, and is whole from the first entry', async () => {
    for (const name of canisterNames) {
      const before = scene.audit[name];
      const entry = granted(await as(admin)[name].audit_page(BigInt(before.length) - 1n, 1))[0];
      expect([name, hex(entry.hash)]).toEqual([name, hex(bytes(before.hash))]);
      expect(tips[name].length).toBeGreaterThanOrEqual(BigInt(before.length));
    }
    await deployment.pass(10);
    await deployment.settle();
    const host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
    const agent = await HttpAgent.create({ host, shouldFetchRootKey: true });
    await deployment.pic.stopLive();
    for (const name of canisterNames) {
      const source = {
        tip: async () => (await as(admin)[name].audit_certificate())[0],
        page: async (start: bigint) => granted(await as(admin)[name].audit_page(start, 20)),
      };
      const verdict = await verifyAudit(source, deployment.ids[name], agent.rootKey as Uint8Array);
      expect([name, verdict]).toMatchObject([name, { whole: true }]);
    }
  });
});

/** Accounts, and roles that go from one person to another. */
import {
  type AccountPage,
  GRANTS_PER_TRANSFER_CALL,
  TRANSFER_WAIT_SECONDS,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const name of ['Ada', 'Bob', 'Old', 'New', 'Lost', 'Found']) {
    await auth(name).register({ display_name: name });
  }
});
afterAll(() => deployment?.stop());

const auth = (name: string) => deployment.as(person(name)).auth;
const asAdmin = () => deployment.as(admin).auth;
const of = (name: string) => person(name).principal;
const rolesOf = async (name: string) =>
  (await auth(name).me()).roles.map(({ role, scope }) => [Object.keys(role)[0], scope]);
async function ok<T, E>(answer: Promise<{ Ok: T } | { Err: E }>): Promise<T> {
  const got = await answer;
  if ('Err' in got) throw new Error(JSON.stringify(got.Err));
  return got.Ok;
}

describe('an account', () => {
  test('is listed for admins in order of registration, page by page', async () => {
    const names: string[] = [];
    for (let cursor: [] | [bigint] = []; ; ) {
      const page: AccountPage = await ok(asAdmin().list_users(cursor, 4));
      names.push(...page.accounts.map(({ display_name }) => display_name));
      cursor = page.next;
      if (cursor.length === 0) break;
    }
    expect(names).toEqual(['Ada', 'Bob', 'Old', 'New', 'Lost', 'Found']);
    await auth('Ada').register({ display_name: 'Ada L.' });
    expect((await ok(asAdmin().list_users([], 100))).accounts).toHaveLength(6);
  });

  test('is read by its owner and by admins, and by nobody else', async () => {
    expect(await ok(auth('Bob').get_user(of('Bob')))).toMatchObject({
      display_name: 'Bob',
      last_sign_in_at_ns: [],
      open_sessions: 0,
    });
    await auth('Bob').open_session({ name: 'phone', kind: { Phone: null } });
    const seen = await ok(asAdmin().get_user(of('Bob')));
    expect(seen).toMatchObject({ open_sessions: 1 });
    expect(seen.last_sign_in_at_ns[0]).toBeGreaterThan(seen.created_at_ns);
    expect(await auth('Ada').get_user(of('Bob'))).toEqual({ Err: { Forbidden: null } });
  });

  test('keeps an e-mail that only its owner reads, until they remove it', async () => {
    const secret = { Encrypted: new Uint8Array(64).fill(7) };
    expect(await ok(auth('Ada').set_email([secret]))).toMatchObject({ has_email: true });
    const [own] = await auth('Ada').my_account();
    expect(own?.email).toEqual([secret]);
    const seen = await ok(asAdmin().get_user(of('Ada')));
    expect(seen.has_email).toBe(true);
    expect(Object.keys(seen)).not.toContain('email');
    await deployment.upgrade('auth');
    expect((await auth('Ada').my_account())[0]?.email).toEqual([secret]);
    expect(await ok(auth('Ada').set_email([]))).toMatchObject({ has_email: false });
    expect((await auth('Ada').my_account())[0]?.email).toEqual([]);
  });

  test('shows what its roles allow, there and nowhere else', async () => {
    await deployment.grant(person('Bob'), 'staff', 7n);
    expect(await auth('Bob').my_permissions([])).toEqual([]);
    expect(await auth('Bob').my_permissions([7n])).toEqual(['doors.work']);
    expect(await auth('Bob').my_permissions([8n])).toEqual([]);
    expect(await asAdmin().my_permissions([])).toContain('roles.grant');
    const table = await auth('Bob').role_permissions();
    expect(table.map(({ role }) => role)).toEqual(['admin', 'organizer', 'staff']);
  });
});

describe('roles go to another person', () => {
  test('who gives them away waits three days, then they are gone and the other has them', async () => {
    await deployment.grant(person('Old'), 'organizer');
    await deployment.grant(person('Old'), 'staff', 7n);
    await auth('Old').open_session({ name: 'phone', kind: { Phone: null } });
    const { number, status } = await ok(
      auth('Old').request_transfer({ from: of('Old'), to: of('New'), event_id: [] }),
    );
    expect(status).toHaveProperty('Waiting');
    expect(await auth('New').complete_transfer(number)).toMatchObject({
      Err: { TransferNotReady: {} },
    });
    await deployment.upgrade('auth');
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    const done = await ok(auth('New').complete_transfer(number));
    expect(done).toMatchObject({ status: { Completed: null }, moved: 2 });
    expect(await rolesOf('Old')).toEqual([]);
    expect(await rolesOf('New')).toEqual([
      ['organizer', { Platform: null }],
      ['staff', { Event: 7n }],
    ]);
    expect(await auth('Old').my_sessions()).toEqual([]);
    await deployment.settle();
    const draft = await deployment.as(person('Old')).event.roles_version();
    expect(draft).toBe(await asAdmin().roles_version());
    const feed = (await auth('Old').my_security_events([], 20)).events.map(({ kind }) => kind);
    expect(feed).toEqual(expect.arrayContaining(['transfer_requested', 'transfer_completed']));
  });

  test('who lost their device asks from a new one, and an admin decides', async () => {
    await deployment.grant(person('Lost'), 'organizer');
    const request = { from: of('Lost'), to: of('Found'), event_id: [] as [] };
    const { number, status } = await ok(auth('Found').request_transfer(request));
    expect(status).toEqual({ NeedsApproval: null });
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    const early = await auth('Found').complete_transfer(number);
    expect(early).toEqual({ Err: { TransferNotApproved: null } });
    expect(await auth('Found').approve_transfer(number)).toEqual({ Err: { Forbidden: null } });
    await ok(asAdmin().approve_transfer(number));
    expect(await auth('Found').complete_transfer(number)).toMatchObject({
      Err: { TransferNotReady: {} },
    });
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    await ok(auth('Found').complete_transfer(number));
    expect(await rolesOf('Found')).toEqual([['organizer', { Platform: null }]]);
    const { transfers } = await ok(asAdmin().list_transfers([], 1));
    expect(transfers).toMatchObject([{ number, status: { Completed: null } }]);
  });

  test('only the roles of one event go when it is named; the rest and the sessions stay', async () => {
    await auth('Host').register({ display_name: 'Host' });
    await deployment.grant(person('Host'), 'organizer');
    await deployment.grant(person('Host'), 'organizer', 7n);
    await deployment.grant(person('Host'), 'staff', 8n);
    await auth('Host').open_session({ name: 'phone', kind: { Phone: null } });
    const nothing = { from: of('Host'), to: of('Heir'), event_id: [9n] as [bigint] };
    expect(await auth('Host').request_transfer(nothing)).toMatchObject({ Err: { Invalid: {} } });
    const request = { ...nothing, event_id: [7n] as [bigint] };
    const { number, event_id } = await ok(auth('Host').request_transfer(request));
    expect(event_id).toEqual([7n]);
    await deployment.upgrade('auth');
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    const done = await ok(auth('Heir').complete_transfer(number));
    expect(done).toMatchObject({ status: { Completed: null }, moved: 1 });
    expect(await rolesOf('Heir')).toEqual([['organizer', { Event: 7n }]]);
    expect(await rolesOf('Host')).toEqual([
      ['organizer', { Platform: null }],
      ['staff', { Event: 8n }],
    ]);
  });

  test('more roles than one call moves go in steps, over an upgrade in the middle', async () => {
    const events = 2 * GRANTS_PER_TRANSFER_CALL - 5;
    await auth('Many').register({ display_name: 'Many' });
    for (let event = 1; event <= events; event++) {
      const scope = { Event: BigInt(1_000 + event) };
      const grant = {
        principal: of('Many'),
        role: { staff: null },
        scope,
        expires_at_ns: [] as [],
      };
      await ok(asAdmin().grant_role(grant));
    }
    const request = { from: of('Many'), to: of('Next'), event_id: [] as [] };
    const { number } = await ok(auth('Many').request_transfer(request));
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    const held = async () => [(await rolesOf('Many')).length, (await rolesOf('Next')).length];
    const first = await ok(auth('Next').complete_transfer(number));
    expect(first).toMatchObject({ moved: GRANTS_PER_TRANSFER_CALL, status: { Waiting: {} } });
    expect(await held()).toEqual([events - GRANTS_PER_TRANSFER_CALL, GRANTS_PER_TRANSFER_CALL]);
    await deployment.upgrade('auth');
    await deployment.settle();
    expect(await held()).toEqual([events - GRANTS_PER_TRANSFER_CALL, GRANTS_PER_TRANSFER_CALL]);
    const last = await ok(auth('Next').complete_transfer(number));
    expect(last).toMatchObject({ moved: events, status: { Completed: null } });
    expect(await held()).toEqual([0, events]);
    expect(await auth('Next').complete_transfer(number)).toEqual({ Err: { TransferClosed: null } });
    // Every role is at the doors under its new holder, and none is there twice.
    await deployment.settle();
    await deployment.settle();
    const version = await asAdmin().roles_version();
    expect(await deployment.as(admin).event.roles_version()).toBe(version);
  });

  test('a thief who asks is seen and stopped by the owner', async () => {
    await deployment.grant(person('Bob'), 'organizer');
    const { number } = await ok(
      auth('Ada').request_transfer({ from: of('Bob'), to: of('Ada'), event_id: [] }),
    );
    const [seen] = (await auth('Bob').my_transfers([], 10)).transfers;
    expect(seen.number).toBe(number);
    expect(await ok(auth('Bob').cancel_transfer(number))).toMatchObject({
      status: { Cancelled: null },
    });
    expect(await asAdmin().approve_transfer(number)).toEqual({ Err: { TransferClosed: null } });
  });

  test('a suspended person gets rid of nothing by changing principals', async () => {
    const { number } = await ok(
      auth('Bob').request_transfer({ from: of('Bob'), to: of('Ada'), event_id: [] }),
    );
    await deployment.pass(TRANSFER_WAIT_SECONDS);
    await asAdmin().set_suspended(of('Bob'), true);
    expect(await auth('Ada').complete_transfer(number)).toEqual({ Err: { Forbidden: null } });
    expect(await rolesOf('Ada')).toEqual([]);
  });
});

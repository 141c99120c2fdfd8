/** Pages of canisters cannot be changed on the way: checked by the library that gateways use. */
import { HttpAgent } from '@dfinity/agent';
import { verifyRequestResponsePair } from '@dfinity/response-verification/dist/nodejs/nodejs.js';
import type { CanisterName } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { type Answer, httpRequest } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';

const MAX_AGE_NS = 300_000_000_000n;
const JWKS = '/.well-known/jwks.json';
const [ada, bob] = [person('ada'), person('bob')];

let deployment: Deployment;
let rootKey: Uint8Array;
beforeAll(async () => {
  deployment = await Deployment.start({ at: new Date() });
  for (const who of [ada, bob]) {
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
  }
  await deployment.settle();
  granted(await deployment.as(ada).profile.set_username('ada_name'));
  granted(await deployment.as(ada).profile.set_avatar(picture()));
  const host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
  rootKey = Uint8Array.from((await HttpAgent.create({ host, shouldFetchRootKey: true })).rootKey!);
  await deployment.pic.stopLive();
});
afterAll(() => deployment?.stop());

const get = (name: CanisterName, url: string, method = 'GET') =>
  httpRequest(deployment, name, url, method);

/** What a gateway does; throws when the answer may not be shown. */
async function verify(
  url: string,
  answer: Answer,
  options: { of?: CanisterName; laterNs?: bigint; key?: Uint8Array } = {},
) {
  const request = { url, method: 'GET', headers: [], body: new Uint8Array() };
  const nowNs = (await deployment.nowNs()) + (options.laterNs ?? 0n);
  const id = deployment.ids[options.of ?? 'auth'].toUint8Array();
  return verifyRequestResponsePair(
    { ...request, certificate_version: [2] as [number] },
    { status_code: answer.status, headers: answer.headers, body: answer.body },
    id,
    nowNs,
    MAX_AGE_NS,
    options.key ?? rootKey,
    2,
  );
}
const whole = (answer: Answer) => ({ status: answer.status, body: Buffer.from(answer.body) });
const changedHeader = (answer: Answer, name: string, value: string): Answer => ({
  ...answer,
  headers: answer.headers.map(([n, v]) => (n.toLowerCase() === name ? [n, value] : [n, v])),
});

describe('the page of keys', () => {
  let answer: Answer;
  beforeAll(async () => {
    answer = await get('auth', JWKS);
  });

  test('is verified whole: status, headers and body', async () => {
    const { response } = await verify(JWKS, answer);
    expect(response).toMatchObject({ statusCode: 200 });
    expect(Buffer.from(response?.body as Uint8Array)).toEqual(Buffer.from(answer.body));
    const certified = new Map(response?.headers);
    expect(certified.get('content-type') ?? certified.get('Content-Type')).toBe('application/json');
    const other = await get('auth', `${JWKS}?fresh=1`);
    expect((await verify(`${JWKS}?fresh=1`, other)).response?.statusCode).toBe(200);
  });

  test.each<[string, (answer: Answer) => Answer]>([
    ['one bit of the body', (a) => ({ ...a, body: flipped(a.body, 10) })],
    ['an empty body', (a) => ({ ...a, body: new Uint8Array() })],
    ['the status', (a) => ({ ...a, status: 404 })],
    ['the content type', (a) => changedHeader(a, 'content-type', 'text/html')],
    ['a header more', (a) => ({ ...a, headers: [...a.headers, ['Set-Cookie', 'a=b']] })],
    ['a header less', (a) => ({ ...a, headers: a.headers.filter(([n]) => n !== 'Cache-Control') })],
    [
      'the claim that nothing is certified',
      (a) =>
        changedHeader(
          a,
          'ic-certificateexpression',
          'default_certification(ValidationArgs{no_certification:Empty{}})',
        ),
    ],
    ['no proof', (a) => ({ ...a, headers: a.headers.filter(([n]) => n !== 'IC-Certificate') })],
  ])('with %s changed is refused', async (_, change) => {
    await expect(refused(JWKS, change(answer))).resolves.toBe(true);
  });

  test('is refused when it is old, of another canister, or under another root key', async () => {
    expect(await refused(JWKS, answer, { laterNs: 2n * MAX_AGE_NS })).toBe(true);
    expect(await refused(JWKS, answer, { of: 'event' })).toBe(true);
    expect(await refused(JWKS, answer, { key: flipped(rootKey, rootKey.length - 1) })).toBe(true);
  });

  test('is refused at another address, and another answer at its own', async () => {
    expect(await refused('/metrics', answer)).toBe(true);
    expect(await refused('/', answer)).toBe(true);
    expect(await refused(JWKS, await get('auth', '/nothing'))).toBe(true);
    // What says of itself that it is not certified counts at its own path only.
    expect(await refused(JWKS, await get('auth', '/metrics'))).toBe(true);
  });

  test('stays certified behind an upgrade', async () => {
    await deployment.upgrade('auth');
    const again = await get('auth', JWKS);
    expect(whole(again)).toEqual(whole(answer));
    expect((await verify(JWKS, again)).response?.statusCode).toBe(200);
  });
});

const flipped = (bytes: Uint8Array, at: number) => bytes.map((b, i) => (i === at ? b ^ 1 : b));

async function refused(...args: Parameters<typeof verify>): Promise<boolean> {
  try {
    // A result without a response means: nothing of it was certified.
    return (await verify(...args)).response === undefined;
  } catch {
    return true;
  }
}

describe('pictures', () => {
  const byName = '/avatar/ada_name';
  const byId = `/avatar/${ada.principal.toText()}`;
  const ofProfile = { of: 'profile' as const };

  test('are certified at both addresses, and that there is none at others', async () => {
    for (const path of [byName, `${byId}?v=1`]) {
      const answer = await get('profile', path);
      expect((await verify(path, answer, ofProfile)).response?.statusCode, path).toBe(200);
      const body = flipped(answer.body, 40);
      expect(await refused(path, { ...answer, body }, ofProfile)).toBe(true);
    }
    const bobs = `/avatar/${bob.principal.toText()}`;
    const near = ['/avatar', '/avatar/', '/', '//', '/zzz', '/0', '/avatar/ada_nam', '/metrics/x'];
    for (const path of ['/avatar/bob_name', bobs, ...near, `${byId}/more`, '/%C3%A9']) {
      const answer = await get('profile', path);
      expect((await verify(path, answer, ofProfile)).response?.statusCode, path).toBe(404);
    }
    // A node cannot deny a picture that is there.
    expect(await refused(byName, await get('profile', bobs), ofProfile)).toBe(true);
  });

  test('change with what their owner does, at once', async () => {
    const before = await get('profile', byName);
    granted(await deployment.as(ada).profile.set_avatar(picture({ width: 48 })));
    const after = await get('profile', byName);
    expect((await verify(byName, after, ofProfile)).response?.statusCode).toBe(200);
    const proof = after.headers.filter(([name]) => name === 'IC-Certificate');
    const headers = before.headers.filter(([name]) => name !== 'IC-Certificate');
    const old = { ...before, headers: [...headers, ...proof] };
    expect(await refused(byName, old, ofProfile)).toBe(true);
    granted(await deployment.as(ada).profile.remove_avatar());
    for (const path of [byName, byId]) {
      const gone = await get('profile', path);
      expect((await verify(path, gone, ofProfile)).response?.statusCode).toBe(404);
    }
    granted(await deployment.as(ada).profile.set_avatar(picture()));
    granted(await deployment.as(ada).profile.erase_me());
    const erased = await get('profile', byId);
    expect((await verify(byId, erased, ofProfile)).response?.statusCode).toBe(404);
  });
});

describe('pages for operators', () => {
  test.each(['/metrics', '/healthz'])(
    '%s passes, and says that it is not certified',
    async (path) => {
      const answer = await get('auth', path);
      await verify(path, answer);
      expect(new Map(answer.headers).get('IC-CertificateExpression')).toContain('no_certification');
    },
  );
});

describe('the gateway of the local network', () => {
  let address: string;
  beforeAll(async () => {
    address = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
  });
  afterAll(() => deployment.pic.stopLive());

  test.each<[CanisterName, string, number]>([
    ['auth', JWKS, 200],
    ['auth', '/metrics', 200],
    ['auth', '/nothing', 404],
    ['profile', '/avatar/nobody', 404],
  ])('shows what verifies: %s%s', async (name, path, status) => {
    const url = `${path}?canisterId=${deployment.ids[name].toText()}`;
    const shown = await fetch(address + url);
    expect(shown.status).toBe(status);
    const own = (await get(name, url)).headers.map(([header]) => header.toLowerCase());
    const body = new Uint8Array(await shown.arrayBuffer());
    const headers = [...shown.headers].filter(([header]) => own.includes(header));
    const verified = await verify(url, { status, headers, body }, { of: name });
    if (path !== '/metrics') expect(verified.response?.statusCode).toBe(status);
  });
});

/** Attacks on sessions: fixed, stolen and guessed ids, and knocking without end. */
import { SIGN_INS_PER_MINUTE } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const name of ['Ada', 'Mallory']) await auth(name).register({ display_name: name });
});
afterAll(() => deployment?.stop());

const auth = (name: string) => deployment.as(person(name)).auth;
const phone = { name: 'phone', kind: { Phone: null } };
async function signIn(name: string) {
  const answer = await auth(name).open_session(phone);
  if ('Err' in answer) throw new Error(`no session: ${Object.keys(answer.Err)[0]}`);
  return answer.Ok;
}
const ended = { Err: { SessionEnded: null } };

test('nobody can make a victim use a session id that the attacker knows', async () => {
  // The id is drawn by the canister: there is no argument to put one in, and no two are the same.
  const ids = [await signIn('Ada'), await signIn('Ada'), await signIn('Mallory')].map(({ id }) =>
    Buffer.from(id).toString('hex'),
  );
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await auth('Ada').touch_session(Buffer.from(ids[2], 'hex'))).toEqual(ended);
});

test('a stolen id opens nothing in other hands', async () => {
  const { id, session } = await signIn('Ada');
  expect(await auth('Mallory').touch_session(id)).toEqual(ended);
  // The number is public and ends nothing of others.
  expect(await auth('Mallory').revoke_session(session.number)).toEqual({ Ok: null });
  expect(await auth('Ada').touch_session(id)).toHaveProperty('Ok');
});

test('ids of every wrong length are refused like unknown ones', async () => {
  for (const length of [0, 1, 15, 17, 32, 10_000]) {
    expect(await auth('Ada').touch_session(new Uint8Array(length))).toEqual(ended);
  }
});

test('knocking is slowed down, told how long, and shows in the feed once', async () => {
  await auth('Knocker').register({ display_name: 'Knocker' });
  for (let i = 0; i < SIGN_INS_PER_MINUTE; i++) await signIn('Knocker');
  for (let i = 0; i < 3; i++) {
    const answer = await auth('Knocker').open_session(phone);
    expect(answer).toMatchObject({
      Err: { RateLimited: { retry_after_seconds: 60 / SIGN_INS_PER_MINUTE } },
    });
  }
  const { events } = await auth('Knocker').my_security_events([], 100);
  expect(events.filter(({ kind }) => kind === 'throttled')).toHaveLength(1);
  await deployment.pass(60 / SIGN_INS_PER_MINUTE);
  expect(await auth('Knocker').open_session(phone)).toHaveProperty('Ok');
});

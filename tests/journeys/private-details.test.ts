/** Private details, sealed by the web app's own code, on the real profile canister. */
import { DerivedPublicKey, EncryptedVetKey, TransportSecretKey } from '@dfinity/vetkeys';
import type { PrivateFieldName, ProfileRefusal, Result, SealedField } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  fetchKey,
  TamperedError,
  type Vault,
  vaultOf,
} from '../../frontend/src/features/private-details/api/vault.ts';
import { Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { picIdOf } from '../support/operator.ts';
import { type Person, person } from '../support/people.ts';

const [ada, mallory, knocker] = ['ada', 'mallory', 'knocker'].map(person);
const PHONE = '+44 20 7946 0018';
const NOTES = 'Peanuts are dangerous for me. ☎ Zoë';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  for (const who of [ada, mallory, knocker])
    await deployment.as(who).auth.register({ display_name: who.name });
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const profile = (who: Person) => deployment.as(who).profile;
function refused<T>(answer: Result<T, ProfileRefusal>): ProfileRefusal {
  if ('Ok' in answer) throw new Error('not refused');
  return answer.Err;
}
const vault = async (who: Person): Promise<Vault> =>
  vaultOf(await fetchKey(profile(who), who.principal));
const find = (fields: SealedField[], name: PrivateFieldName): Uint8Array =>
  fields.find(({ field }) => name in field)?.sealed ?? new Uint8Array();

test('what I seal comes back to me after a new sign-in, and the canister never has it in clear', async () => {
  const device = await vault(ada);
  const edits = [
    { field: { Phone: null }, sealed: [await device.seal('Phone', PHONE)] as [Uint8Array] },
    { field: { Notes: null }, sealed: [await device.seal('Notes', NOTES)] as [Uint8Array] },
  ];
  granted(await profile(ada).set_private_fields(edits));
  // A key of a later session, from another transport key.
  const later = await vault(ada);
  const fields = granted(await profile(ada).my_private_fields());
  expect(fields.map(({ field }) => Object.keys(field)[0])).toEqual(['Phone', 'Notes']);
  expect(await later.open('Phone', find(fields, 'Phone'))).toBe(PHONE);
  expect(await later.open('Notes', find(fields, 'Notes'))).toBe(NOTES);
  const stable = Buffer.from(await deployment.pic.getStableMemory(picIdOf(deployment, 'profile')));
  expect(stable.includes(Buffer.from(find(fields, 'Phone')))).toBe(true);
  expect(stable.includes('7946') || stable.includes('Peanuts')).toBe(false);
});

test('texts of about the same length cannot be told apart by what is stored', async () => {
  const device = await vault(knocker);
  const lengths = await Promise.all(
    ['', 'a', 'x'.repeat(62), 'x'.repeat(63)].map(
      async (text) => (await device.seal('Notes', text)).length,
    ),
  );
  expect([lengths[1], lengths[2]]).toEqual([lengths[0], lengths[0]]);
  expect(lengths[3]).toBe(lengths[0] + 64);
  await expect(device.seal('Notes', 'x'.repeat(3_001))).rejects.toThrow('too long');
});

test('nobody else’s key opens it, and a field cannot be shown as another', async () => {
  const fields = granted(await profile(ada).my_private_fields());
  const phone = find(fields, 'Phone');
  const others = await vault(mallory);
  await expect(others.open('Phone', phone)).rejects.toThrow(TamperedError);
  const own = await vault(ada);
  await expect(own.open('Notes', phone)).rejects.toThrow(TamperedError);
  // What Mallory sees of Ada's details is nothing at all: the method knows no other person.
  expect(granted(await profile(mallory).my_private_fields())).toEqual([]);
});

test('the key that I am given is mine: it does not pass for anybody else’s', async () => {
  const transport = TransportSecretKey.random();
  const key = granted(await profile(mallory).my_encrypted_vetkey(transport.publicKeyBytes()));
  const publicKey = granted(await profile(mallory).vetkey_public_key());
  const parsed = EncryptedVetKey.deserialize(Uint8Array.from(key));
  const derived = DerivedPublicKey.deserialize(Uint8Array.from(publicKey));
  const as = (who: Person) => () =>
    parsed.decryptAndVerify(transport, derived, who.principal.toUint8Array());
  expect(as(ada)).toThrow();
  expect(as(mallory)).not.toThrow();
  // Nor does it open with another transport key.
  expect(() =>
    parsed.decryptAndVerify(TransportSecretKey.random(), derived, mallory.principal.toUint8Array()),
  ).toThrow();
});

test('calls that wait for the network at the same time each get their own caller’s key', async () => {
  const transports = [ada, mallory].map(() => TransportSecretKey.random());
  const waiting = [];
  for (const [i, who] of [ada, mallory].entries()) {
    const actor = deployment.deferredProfile(who);
    waiting.push(await actor.my_encrypted_vetkey(transports[i].publicKeyBytes()));
  }
  const answers = await Promise.all(waiting.map((answer) => answer()));
  const publicKey = granted(await profile(ada).vetkey_public_key());
  const derived = DerivedPublicKey.deserialize(Uint8Array.from(publicKey));
  for (const [i, who] of [ada, mallory].entries()) {
    EncryptedVetKey.deserialize(Uint8Array.from(granted(answers[i]))).decryptAndVerify(
      transports[i],
      derived,
      who.principal.toUint8Array(),
    );
  }
});

test('a single changed bit is noticed', async () => {
  const own = await vault(ada);
  const sealed = find(granted(await profile(ada).my_private_fields()), 'Notes');
  for (const at of [0, 12, Math.floor(sealed.length / 2), sealed.length - 1]) {
    const changed = Uint8Array.from(sealed);
    changed[at] ^= 1;
    await expect(own.open('Notes', changed), `bit of byte ${at}`).rejects.toThrow(TamperedError);
  }
});

test('keys are only for registered people, with a proper transport key, and not too often', async () => {
  const good = TransportSecretKey.random().publicKeyBytes();
  const nobody = person('never registered');
  expect(refused(await profile(nobody).my_encrypted_vetkey(good))).toEqual({ NotRegistered: null });
  for (const bad of [new Uint8Array(), new Uint8Array(48), good.slice(1), new Uint8Array(96)]) {
    expect(refused(await profile(knocker).my_encrypted_vetkey(bad))).toMatchObject({
      Invalid: { field: 'transport_public_key' },
    });
  }
  // 48 bytes that look like a point and are none: the network finds out, and nothing traps.
  expect(
    refused(await profile(knocker).my_encrypted_vetkey(new Uint8Array(48).fill(0xff))),
  ).toEqual({ EncryptionUnavailable: null });
  const before = await deployment.pic.getCyclesBalance(picIdOf(deployment, 'profile'));
  const answers = [];
  for (let i = 0; i < 10; i++) answers.push(await profile(knocker).my_encrypted_vetkey(good));
  const given = answers.filter((answer) => 'Ok' in answer).length;
  expect(given).toBeLessThanOrEqual(5);
  expect(refused(answers[9])).toMatchObject({ RateLimited: { retry_after_seconds: 600 } });
  const spent = Number(
    before - (await deployment.pic.getCyclesBalance(picIdOf(deployment, 'profile'))),
  );
  expect(spent / 1e9).toBeLessThan(30 * given + 1);
});

test('too many bytes, none at all, and a field twice are refused and change nothing', async () => {
  const before = granted(await profile(ada).my_private_fields());
  const field = { Email: null };
  const of = (bytes: number) => ({
    field,
    sealed: [new Uint8Array(bytes)] as [Uint8Array],
  });
  for (const edits of [[of(4_097)], [of(0)], [of(27)], [of(100), of(100)]]) {
    expect(refused(await profile(ada).set_private_fields(edits))).toMatchObject({
      Invalid: { field: 'private_fields' },
    });
  }
  expect(granted(await profile(ada).my_private_fields())).toEqual(before);
});

test('it survives an upgrade, is part of the export, and goes with an erasure', async () => {
  await deployment.upgrade('profile');
  const fields = granted(await profile(ada).my_private_fields());
  expect(await (await vault(ada)).open('Phone', find(fields, 'Phone'))).toBe(PHONE);
  const { records } = granted(await profile(ada).export_my_data([], 100));
  const kinds = records.map(({ kind }) => kind).filter((kind) => kind === 'private_field');
  expect(kinds).toHaveLength(2);
  expect(granted(await profile(ada).erase_me()).done).toBe(true);
  expect(granted(await profile(ada).my_private_fields())).toEqual([]);
  expect(
    granted(await profile(ada).export_my_data([], 100)).records.map(({ kind }) => kind),
  ).not.toContain('private_field');
});

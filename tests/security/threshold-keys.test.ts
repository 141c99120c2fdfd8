/** When the network's threshold keys stand still: said in a sentence, waited for, and over by itself. */
import { randomBytes } from 'node:crypto';
import { TransportSecretKey } from '@dfinity/vetkeys';
import {
  ACCESS_TOKEN_LIFE_SECONDS,
  operationRefusalSentence,
  SIGNING_KEY_LIFE_SECONDS,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { person } from '../support/people.ts';
import { type Jwks, type PublishedKey, partsOf, readCertificate, readToken } from './jwt-reader.ts';

// The switch is one of this project's engine; the binary of PocketIC has none.
const ours = process.env.POCKET_IC_BIN === undefined;
const AUDIENCE = 'https://desk.example.org';
const QUARTER_SECONDS = 900;
const ada = person('Ada');

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.as(ada).auth.register({ display_name: ada.name });
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const auth = () => deployment.as(ada).auth;
const keys = async () => JSON.parse((await auth().token_keys()).jwks) as Jwks;
async function askForToken() {
  const { id } = granted(await auth().open_session({ name: 'phone', kind: { Phone: null } }));
  return auth().issue_token({ session: id, audience: AUDIENCE });
}
async function pass(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += QUARTER_SECONDS)
    await deployment.pass(QUARTER_SECONDS);
}

describe.runIf(ours)('threshold keys that do not sign', () => {
  test('leave a key in use until its last token could be over; then nobody gets one, and is told why', async () => {
    const before = (await keys()).keys.map(({ kid }) => kid);
    await deployment.setThresholdSigning(false);
    await pass(SIGNING_KEY_LIFE_SECONDS - ACCESS_TOKEN_LIFE_SECONDS - 2 * QUARTER_SECONDS);
    expect((await keys()).keys.map(({ kid }) => kid)).toEqual(before);
    expect(granted(await askForToken()).key_id).toBe(before[0]);
    await pass(3 * QUARTER_SECONDS);
    const refused = await askForToken();
    expect(refused).toEqual({ Err: { KeysNotReady: null } });
    const { Err } = refused as { Err: { KeysNotReady: null } };
    expect(operationRefusalSentence(Err, String)).toBe(
      'Codes are being prepared. Try again in a few seconds.',
    );
    const { status, concerns } = await auth().health();
    expect(status).not.toHaveProperty('Healthy');
    expect(concerns.join()).toMatch(/No signing key: .*signing disabled threshold key/);
  });

  test('are waited for over an upgrade; when they sign again, the next key is vouched for', async () => {
    await deployment.upgrade('auth');
    await deployment.settle();
    expect(await askForToken()).toEqual({ Err: { KeysNotReady: null } });
    const [old] = (await keys()).keys;
    await deployment.setThresholdSigning(true);
    await pass(QUARTER_SECONDS);
    const { token, key_id } = granted(await askForToken());
    const jwks = await keys();
    expect([key_id, jwks.keys[0].kid]).toEqual([jwks.keys[0].kid, partsOf(token).header.kid]);
    expect(key_id).not.toBe(old.kid);
    const issuer = `https://${deployment.ids.auth.toText()}.icp0.io`;
    const now = Number((await deployment.nowNs()) / 1_000_000_000n);
    expect(readToken(token, { jwks, issuer, audience: AUDIENCE, now })).toBeDefined();
    expect(readCertificate(jwks.keys[0], jwks.root as PublishedKey, now)).toBeDefined();
    expect((await auth().health()).concerns).toEqual([]);
    // The change after it comes in its time, as ever.
    await pass(13 * 3_600);
    expect((await keys()).keys[0].kid).not.toBe(key_id);
  });

  test('keep private details locked, say so, and open them again afterwards', async () => {
    const { profile } = deployment.as(ada);
    const transport = TransportSecretKey.random().publicKeyBytes();
    const sealed = [{ field: { Phone: null }, sealed: [randomBytes(64)] as [Uint8Array] }];
    granted(await profile.set_private_fields(sealed));
    await deployment.setThresholdSigning(false);
    expect(await profile.my_encrypted_vetkey(transport)).toEqual({
      Err: { EncryptionUnavailable: null },
    });
    expect(granted(await profile.my_private_fields())).toHaveLength(1);
    await deployment.setThresholdSigning(true);
    expect(granted(await profile.my_encrypted_vetkey(transport)).length).toBeGreaterThan(0);
  });
});

/** Every method that changes something says so in a wallet: a missing text fails here. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { consentReply } from '@qikcard/canister-kit/consent';
import { qik } from '@qikcard/canister-kit/consent-words';
import {
  type Api,
  authApi,
  eventApi,
  nftApi,
  platformApi,
  profileApi,
  walletApi,
} from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { consents as auth } from './auth/consents.ts';
import { consents as event } from './event/consents.ts';
import { consents as nft } from './nft/consents.ts';
import { consents as profile } from './profile/consents.ts';
import { consents as wallet } from './wallet/consents.ts';

/** Methods without a text, and why. */
const exceptions: Record<string, string> = {
  touch_session: 'changes nothing but the time of last use, by itself, every few minutes',
  device_heartbeat: 'changes nothing but how a reader is, by itself, every minute',
  set_event_image: 'like set_avatar',
  add_resource_image: 'like set_avatar',
  add_damage_image: 'like set_avatar',
  set_avatar: 'a picture is larger than what is described; it is shown before it is sent',
};
const canisters = [
  ['auth', authApi, auth],
  ['event', eventApi, event],
  ['profile', profileApi, profile],
  ['nft', nftApi, nft],
  ['wallet', walletApi, wallet],
] as const;
const person = Principal.fromText('2vxsx-fae');

/** Some value of a Candid type: every option filled, every list with one element. */
function sample(type: IDL.Type): unknown {
  if (type instanceof IDL.OptClass) return [sample(innerOf(type))];
  if (type instanceof IDL.VecClass) {
    const inner = innerOf(type);
    return inner.name === 'nat8' ? new Uint8Array(32).fill(7) : [sample(inner)];
  }
  const fields = (type as unknown as { _fields?: [string, IDL.Type][] })._fields;
  if (type instanceof IDL.VariantClass && fields) return { [fields[0][0]]: sample(fields[0][1]) };
  if (fields) return Object.fromEntries(fields.map(([name, field]) => [name, sample(field)]));
  if (type.name === 'text') return 'Some words';
  if (type.name === 'bool') return true;
  if (type.name === 'principal') return person;
  if (type.name === 'null') return null;
  return /64$|^nat$|^int$/.test(type.name) ? 1_800_000_000_000_000_000n : 5;
}
const innerOf = (type: unknown): IDL.Type => (type as { _type: IDL.Type })._type;

describe.each(canisters)('%s', (_, api: Api, consents) => {
  const updates = Object.keys(api).filter(
    (name) => api[name].mode === 'update' && !(name in platformApi),
  );
  const ask = (method: string, arg: Uint8Array, fields = false) =>
    consentReply(api, consents as never, {
      method,
      arg,
      user_preferences: {
        metadata: { language: 'en', utc_offset_minutes: [] },
        device_spec: [fields ? { FieldsDisplay: null } : { GenericDisplay: null }],
      },
    });

  test.each(updates.filter((name) => !(name in exceptions)))('%s is put into words', (name) => {
    const args = api[name].args;
    const arg = Uint8Array.from(IDL.encode(args, args.map(sample)));
    const reply = ask(name, arg);
    if (!('Ok' in reply)) throw new Error(`no text for ${name}: ${JSON.stringify(reply)}`);
    const { consent_message: message } = reply.Ok;
    const text = 'GenericDisplayMessage' in message ? message.GenericDisplayMessage : '';
    expect(text).toMatch(/^# [A-Z].{8,}/);
    // A call about a number, a person or a text says which.
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('object Object');
    if (args.length > 0 && name !== 'pair_device' && name !== 'my_encrypted_vetkey') {
      expect(text).toContain('**');
    }
    expect(ask(name, arg, true)).toHaveProperty('Ok.consent_message.FieldsDisplayMessage');
  });

  test('describes updates only, and only its own', () => {
    for (const name of Object.keys(consents)) expect(updates).toContain(name);
  });

  test('answers the standard’s error for a query, an unknown method and other arguments', () => {
    const nothing = Uint8Array.from(IDL.encode([], []));
    const query = Object.keys(api).find((name) => api[name].mode === 'query') as string;
    for (const name of [query, 'no_such_method', 'constructor']) {
      expect(ask(name, nothing), name).toHaveProperty('Err.UnsupportedCanisterCall');
    }
    const [needy] = updates.filter((name) => name in consents && api[name].args.length > 0);
    expect(ask(needy, nothing)).toHaveProperty('Err.UnsupportedCanisterCall');
  });
});

test('every exception is a method that there is', () => {
  const all = canisters.flatMap(([, api]) => Object.keys(api));
  for (const name of Object.keys(exceptions)) expect(all).toContain(name);
});

test('amounts are said with all their decimals', () => {
  expect(qik(1n)).toBe('0.00000001 QIK');
  expect(qik(150_000_000n)).toBe('1.50000000 QIK');
  expect(qik(12_345_678_900_000_000n)).toBe('123456789.00000000 QIK');
});

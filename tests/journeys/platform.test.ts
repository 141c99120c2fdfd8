/** What every canister offers operators, wallets and other frontends. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import {
  authApi,
  eventApi,
  icrcApi,
  nftApi,
  profileApi,
  service,
  trustedOriginsApi,
  walletApi,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { page, picIdOf } from '../support/operator.ts';
import { type Person, person } from '../support/people.ts';

const names = ['auth', 'event', 'nft', 'profile', 'analytics', 'wallet'] as const;
const withOrigins = ['auth', 'event', 'profile', 'analytics'] as const;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const arg = (types: IDL.Type[], values: unknown[]) => Uint8Array.from(IDL.encode(types, values));
const register = (name: string) =>
  deployment.as(person(name)).auth.register({ display_name: name });
const asAdmin = () => deployment.as(admin);

describe('maintenance', () => {
  test('is an admin’s to begin; updates are refused in words, reads go on, upgrades keep it', async () => {
    expect(await deployment.as(person('Mallory')).auth.set_maintenance(['mine'])).toEqual({
      Err: { Forbidden: null },
    });
    const begun = await asAdmin().auth.set_maintenance(['Back at noon.']);
    expect(begun).toMatchObject({ Ok: [{ note: 'Back at noon.' }] });
    await expect(register('Ada')).rejects.toThrow(/QIKCARD_MAINTENANCE .*Back at noon\./);
    expect((await asAdmin().auth.health()).concerns.join()).toContain('Maintenance is on');
    await deployment.upgrade('auth');
    await expect(register('Ada')).rejects.toThrow('QIKCARD_MAINTENANCE');
    expect(await deployment.as('Ada').auth.me()).toMatchObject({ user: [] });
    const { length } = await asAdmin().auth.audit_tip();
    await expect(register('Ada')).rejects.toThrow('QIKCARD_MAINTENANCE');
    // What is refused for maintenance leaves nothing behind, not even a record.
    expect((await asAdmin().auth.audit_tip()).length).toBe(length);
    expect(await asAdmin().auth.set_maintenance([])).toEqual({ Ok: [] });
    expect(await register('Ada')).toHaveProperty('Ok');
  });
});

describe('for operators', () => {
  test('metrics tell refusals by reason, inbox, memory and instructions; never the balance', async () => {
    await deployment.as(person('Mallory')).auth.set_suspended(admin.principal, true);
    await register('Somebody');
    await deployment.settle();
    const auth = (await page(deployment, 'auth', '/metrics')).text;
    expect(auth).toContain('qikcard_refusals_total{method="set_suspended",reason="Forbidden"} 1\n');
    expect(auth).toMatch(/qikcard_instructions_total\{method="register"\} [1-9]\d+\n/);
    expect(auth).toMatch(/qikcard_memory_bytes [1-9]\d{6,}\n/);
    expect(auth).toMatch(/qikcard_capacity_left_ratio (1|0\.9\d*)\n/);
    expect(auth).toMatch(/qikcard_outbox_backlog\{receiver="profile"\} 0\n/);
    expect(auth).toMatch(/qikcard_audit_length [1-9]\d*\n/);
    const profile = (await page(deployment, 'profile', '/metrics')).text;
    expect(profile).toMatch(/qikcard_inbox_received_through\{sender="auth"\} [1-9]\d*\n/);
    for (const text of [auth, profile]) expect(text).not.toMatch(/cycle/i);
    // Every line is a comment or a sample in the text format 0.0.4.
    const sample = /^[a-z_]+(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? -?[\d.e+-]+$/;
    for (const line of auth.trim().split('\n'))
      expect(line).toMatch(/^#/.test(line) ? /^# / : sample);
  });

  test('cycles and memory are told to admins only', async () => {
    for (const name of names) {
      const found = await asAdmin()[name].resources();
      if ('Err' in found) throw new Error('an admin may see the resources');
      expect(found.Ok.cycles).toBeGreaterThan(1_000_000_000n);
      expect(found.Ok.memory_bytes[0]).toBeGreaterThan(1_000_000n);
      const refused = await deployment.as(person('Mallory'))[name].resources();
      expect(refused).toEqual({ Err: { Forbidden: null } });
    }
  });

  test('the log level is kept, and decides what the canister’s log says', async () => {
    const { auth } = asAdmin();
    expect(await auth.log_level()).toEqual({ Info: null });
    expect(await deployment.as(person('Mallory')).auth.set_log_level({ Off: null })).toEqual({
      Err: { Forbidden: null },
    });
    expect(await auth.set_log_level({ Debug: null })).toEqual({ Ok: null });
    await deployment.as(person('Mallory')).auth.set_log_level({ Off: null });
    await deployment.upgrade('auth');
    expect(await auth.log_level()).toEqual({ Debug: null });
    const lines = await logLines('auth');
    expect(lines.join('\n')).toContain('set_log_level: Forbidden');
    expect(lines.join('\n')).toContain('auth 0.1.0 started');
    await auth.set_log_level({ Info: null });
  });
});

/** What the canister wrote to the log that the network keeps. */
async function logLines(name: (typeof names)[number]): Promise<string[]> {
  const Entry = IDL.Record({
    idx: IDL.Nat64,
    timestamp_nanos: IDL.Nat64,
    content: IDL.Vec(IDL.Nat8),
  });
  const Answer = IDL.Record({ canister_log_records: IDL.Vec(Entry) });
  const bytes = await deployment.pic.queryCall({
    canisterId: Principal.managementCanister() as never,
    method: 'fetch_canister_logs',
    arg: arg([IDL.Record({ canister_id: IDL.Principal })], [{ canister_id: deployment.ids[name] }]),
  });
  const [{ canister_log_records }] = IDL.decode([Answer], Uint8Array.from(bytes)) as unknown as [
    { canister_log_records: { content: Uint8Array }[] },
  ];
  return canister_log_records.map(({ content }) =>
    new TextDecoder().decode(Uint8Array.from(content)),
  );
}

describe('for wallets and frontends', () => {
  const preferences = {
    metadata: { language: 'en', utc_offset_minutes: [] as [] },
    device_spec: [{ GenericDisplay: null }] as [{ GenericDisplay: null }],
  };
  type Consenting = {
    icrc21_canister_call_consent_message(request: {
      method: string;
      arg: Uint8Array;
      user_preferences: typeof preferences;
    }): Promise<Record<string, unknown>>;
  };
  const anonymous = (name: (typeof names)[number]) =>
    deployment.pic.createActor(
      () => service(icrcApi) as never,
      picIdOf(deployment, name),
    ) as unknown as Consenting;

  test('a consent message is given to anybody, signed in or not', async () => {
    for (const name of names) {
      const reply = await anonymous(name).icrc21_canister_call_consent_message({
        method: 'set_maintenance',
        arg: arg([IDL.Opt(IDL.Text)], [['Back at noon']]),
        user_preferences: preferences,
      });
      expect(reply, name).toMatchObject({
        Ok: {
          consent_message: {
            GenericDisplayMessage: expect.stringContaining('**Note:** Back at noon'),
          },
        },
      });
    }
  });

  test('whoever sends QIK reads how much, to whom, and what it costs', async () => {
    const { args } = walletApi.icrc1_transfer;
    const to = { owner: admin.principal, subaccount: [] };
    const transfer = { from_subaccount: [], to, amount: 150_000_000n, fee: [], memo: [] };
    const reply = await anonymous('wallet').icrc21_canister_call_consent_message({
      method: 'icrc1_transfer',
      arg: arg([...args], [{ ...transfer, created_at_time: [] }]),
      user_preferences: preferences,
    });
    const text = JSON.stringify(reply).replaceAll('\\\\', '');
    for (const said of ['Send QIK', '1.50000000 QIK', admin.principal.toText(), '0.00010000 QIK']) {
      expect(text).toContain(said);
    }
  });

  test('a change of roles, a registration and a badge are said in words by their canisters', async () => {
    const about = [
      ['event', eventApi.join_event, 'join_event', [7n, 'Ada'], 'Join an event'],
      ['auth', authApi.set_suspended, 'set_suspended', [admin.principal, true], 'Suspend'],
      ['nft', nftApi.retire_achievement, 'retire_achievement', [3n], 'Give no more of a badge'],
      ['profile', profileApi.erase_me, 'erase_me', [], 'Erase your personal data'],
    ] as const;
    for (const [name, { args }, method, values, said] of about) {
      const reply = await anonymous(name).icrc21_canister_call_consent_message({
        method,
        arg: arg([...args], [...values]),
        user_preferences: preferences,
      });
      expect(reply, method).toMatchObject({
        Ok: { consent_message: { GenericDisplayMessage: expect.stringContaining(said) } },
      });
    }
  });

  test('what cannot be described is refused, never trapped', async () => {
    const ask = (method: string, bytes: Uint8Array) =>
      anonymous('wallet').icrc21_canister_call_consent_message({
        method,
        arg: bytes,
        user_preferences: preferences,
      });
    const none = arg([], []);
    for (const [method, bytes] of [
      ['version', none],
      ['no_such_method', none],
      ['set_maintenance', Uint8Array.of(1, 2, 3)],
      ['set_maintenance', none],
      ['set_maintenance', new Uint8Array(100_000)],
    ] as const) {
      expect(await ask(method, bytes), method).toHaveProperty('Err.UnsupportedCanisterCall');
    }
  });

  test('the list of standards is true: each method of a listed standard is there, no other', async () => {
    for (const name of names) {
      const listed = (await asAdmin()[name].icrc10_supported_standards()).map((each) => each.name);
      expect(listed, name).toContain('ICRC-10');
      expect(listed, name).toContain('ICRC-21');
      const asksOrigins = originsActor(name, admin).icrc28_trusted_origins();
      if ((withOrigins as readonly string[]).includes(name)) {
        expect(listed, name).toContain('ICRC-28');
        expect(await asksOrigins).toHaveProperty('trusted_origins');
      } else {
        expect(listed, name).not.toContain('ICRC-28');
        await expect(asksOrigins, name).rejects.toThrow(/reject|no update method|IC0536|IC0406/i);
      }
    }
  });

  type Origins = {
    icrc28_trusted_origins(): Promise<{ trusted_origins: string[] }>;
    set_trusted_origins(origins: string[]): Promise<Record<string, unknown>>;
  };
  function originsActor(name: (typeof names)[number], who: Person): Origins {
    const factory = () => service(trustedOriginsApi) as never;
    const actor = deployment.pic.createActor(factory, picIdOf(deployment, name));
    actor.setPrincipal(who.principal as never);
    return actor as unknown as Origins;
  }

  test('trusted origins are an admin’s to set, secure ones only, and outlive an upgrade', async () => {
    const origins = ['https://qikcard.example', 'http://abc.localhost:8000'];
    const mallory = originsActor('event', person('Mallory'));
    expect(await mallory.set_trusted_origins(['https://evil.example'])).toEqual({
      Err: { Forbidden: null },
    });
    const event = originsActor('event', admin);
    expect(await event.set_trusted_origins(['http://plain.example'])).toHaveProperty('Err.Invalid');
    expect(await event.set_trusted_origins(origins)).toEqual({ Ok: null });
    await deployment.upgrade('event');
    expect(await mallory.icrc28_trusted_origins()).toEqual({ trusted_origins: origins });
  });
});

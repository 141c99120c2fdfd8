/** Anybody entitled can verify an audit trail from outside, and a changed one is found out. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HttpAgent } from '@dfinity/agent';
import { certifiedValue } from '@qikcard/client/certified';
import {
  AUDIT_GENESIS,
  type AuditEntry,
  auditLink,
  auditRowCodec,
  type CertifiedTip,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditSource, verifyAudit } from '../../scripts/audit/verify.ts';
import { admin, Deployment } from '../support/deployment.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
let rootKey: Uint8Array;
let host: string;
const PAGE = 10;

beforeAll(async () => {
  deployment = await Deployment.start();
  for (let i = 0; i < 12; i++) {
    await deployment.as(person(`Guest ${i}`)).auth.register({ display_name: `Guest ${i}` });
  }
  await deployment.as(person('Mallory')).auth.set_suspended(admin.principal, true);
  // A tip is certified some seconds after it changed.
  for (let second = 0; second < 7; second++) await deployment.pass(1);
  await deployment.pic.setTime(new Date());
  host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
  rootKey = Uint8Array.from((await HttpAgent.create({ host, shouldFetchRootKey: true })).rootKey!);
});
afterAll(async () => {
  await deployment?.pic.stopLive();
  await deployment?.stop();
});

const auth = () => deployment.as(admin).auth;
const honest: AuditSource = {
  tip: async () => (await auth().audit_certificate())[0],
  async page(start) {
    const answer = await auth().audit_page(start, PAGE);
    if ('Err' in answer) throw new Error('an admin may read the trail');
    return answer.Ok;
  },
};
const verify = (source: AuditSource) => verifyAudit(source, deployment.ids.auth, rootKey);
/** The honest canister, lying about entries. */
const lying = (change: (entries: AuditEntry[]) => AuditEntry[]): AuditSource => ({
  ...honest,
  page: async (start) => change(await honest.page(start)),
});
const lyingTip = (change: (tip: CertifiedTip) => CertifiedTip): AuditSource => ({
  ...honest,
  tip: async () => change((await honest.tip()) as CertifiedTip),
});
const changed = (index: bigint, change: Partial<AuditEntry>) => (entries: AuditEntry[]) =>
  entries.map((entry) => (entry.index === index ? { ...entry, ...change } : entry));

describe('an audit trail', () => {
  test('is found whole, up to a tip that the subnet signed', async () => {
    const { length, hash } = await auth().audit_tip();
    expect(length).toBeGreaterThan(BigInt(PAGE));
    const verdict = await verify(honest);
    expect(verdict).toMatchObject({ whole: true, length });
    expect(verdict.whole && Buffer.from(verdict.hash)).toEqual(Buffer.from(hash));
  });

  test('its proof decides what it shows, and nothing else', async () => {
    const tip = (await honest.tip()) as CertifiedTip;
    const trust = { canisterId: deployment.ids.auth, rootKey, anyAge: true };
    expect((await certifiedValue(tip, ['audit'], trust)).value).toBeUndefined();
    await expect(certifiedValue(tip, ['http_expr', 'a'], trust)).rejects.toThrow('open');
  });

  test('gives its certified tip to anybody, and its entries to admins only', async () => {
    const stranger = deployment.as(person('Mallory')).auth;
    expect(await stranger.audit_certificate()).toHaveLength(1);
    expect(await stranger.audit_page(0n, 1)).toEqual({ Err: { Forbidden: null } });
  });

  test.each([0n, 9n, 11n])('with a changed entry %d names that entry', async (index) => {
    const verdict = await verify(lying(changed(index, { outcome: 'Forged' })));
    expect(verdict).toMatchObject({ whole: false, brokenIndex: index });
  });

  test('with an entry left out, or its end cut off, names the first that is missing', async () => {
    const without = lying((entries) => entries.filter(({ index }) => index !== 4n));
    expect(await verify(without)).toMatchObject({ whole: false, brokenIndex: 4n });
    const cut = lying((entries) => entries.filter(({ index }) => index < 11n));
    expect(await verify(cut)).toMatchObject({ whole: false, brokenIndex: 11n });
  });

  test('that was written anew from the first entry is not the certified one', async () => {
    let hash: Uint8Array = AUDIT_GENESIS;
    const rewritten = lying((entries) =>
      entries.map((entry) => {
        const forged = entry.index === 2n ? { ...entry, subject: 'somebody else' } : entry;
        const { at_ns: atNs, caller, method, outcome, subject } = forged;
        const row = auditRowCodec.encode({ atNs, caller, method, outcome, subject });
        hash = Uint8Array.from(createHash('sha256').update(auditLink(hash, row)).digest());
        return { ...forged, hash };
      }),
    );
    const verdict = await verify(rewritten);
    expect(verdict).toMatchObject({ whole: false });
    expect(verdict).toHaveProperty('problem', expect.stringMatching(/not the one.*certified/));
  });

  test('with a forged certificate, witness, canister or root key is refused', async () => {
    const flip = (bytes: Uint8Array, at: number) =>
      Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
    for (const field of ['certificate', 'witness'] as const) {
      const forged = lyingTip((tip) => ({
        ...tip,
        [field]: flip(tip[field], tip[field].length - 9),
      }));
      expect(await verify(forged), field).toMatchObject({ whole: false });
    }
    const other = await verifyAudit(honest, deployment.ids.event, rootKey);
    expect(other).toMatchObject({ whole: false });
    const otherKey = await verifyAudit(honest, deployment.ids.auth, flip(rootKey, 60));
    expect(otherKey).toMatchObject({ whole: false });
  });
});

test('the command says so in words and by its exit code', async () => {
  const home = mkdtempSync(join(tmpdir(), 'qikcard-audit-'));
  try {
    const canisters = Object.fromEntries(
      Object.entries(deployment.ids).map(([name, id]) => [name, id.toText()]),
    );
    const network = { host, canisters, rootKey: Buffer.from(rootKey).toString('hex') };
    writeFileSync(join(home, 'network.json'), JSON.stringify(network));
    writeFileSync(join(home, 'admin.json'), JSON.stringify(admin.identity.toJSON()));
    const { code, output } = await command(
      '--network',
      join(home, 'network.json'),
      '--identity',
      join(home, 'admin.json'),
    );
    expect(output).toMatch(/WHOLE: \d+ entries/);
    expect(code).toBe(0);
    // Another network's key: the same entries prove nothing.
    const key = Buffer.from(rootKey.map((byte, i) => (i === 60 ? byte ^ 1 : byte))).toString('hex');
    writeFileSync(join(home, 'network.json'), JSON.stringify({ ...network, rootKey: key }));
    const refused = await command(
      '--network',
      join(home, 'network.json'),
      '--identity',
      join(home, 'admin.json'),
    );
    expect(refused.code).not.toBe(0);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

function command(...args: string[]): Promise<{ code: number; output: string }> {
  const script = resolve(import.meta.dirname, '../../scripts/audit.ts');
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', script, 'verify', 'auth', ...args],
      (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

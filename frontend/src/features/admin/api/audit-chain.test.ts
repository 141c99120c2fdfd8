import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2.js';
import { AUDIT_GENESIS, type AuditEntry, auditLink, auditRowCodec } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { type ProvenTip, verifyChain } from './audit-chain.ts';

const caller = Principal.anonymous();
function chain(length: number): AuditEntry[] {
  let hash: Uint8Array = AUDIT_GENESIS;
  return Array.from({ length }, (_, i) => {
    const row = { atNs: BigInt(i), caller, method: 'register', outcome: 'Ok', subject: '' };
    hash = sha256(auditLink(hash, auditRowCodec.encode(row)));
    const { atNs, ...rest } = row;
    return { index: BigInt(i), at_ns: atNs, ...rest, hash };
  });
}
const certifiedAt = new Date(0);
const tipOf = (entries: AuditEntry[]): ProvenTip => ({
  length: BigInt(entries.length),
  hash: entries.at(-1)?.hash ?? AUDIT_GENESIS,
  certifiedAt,
});
async function verdict(entries: AuditEntry[], tip: ProvenTip | undefined = tipOf(entries)) {
  const seen: bigint[] = [];
  const source = {
    tip: async () => tip,
    page: async (start: bigint, limit: number) =>
      entries.slice(Number(start), Number(start) + limit),
  };
  return { ...(await verifyChain(source, (checked) => seen.push(checked))), seen };
}

test('a whole chain is followed to its tip, page by page', async () => {
  const entries = chain(230);
  expect(await verdict(entries)).toEqual({
    outcome: 'whole',
    checked: 230n,
    certifiedAt,
    hash: entries[229].hash,
    seen: [0n, 100n, 200n, 230n],
  });
  expect(await verdict([])).toMatchObject({ outcome: 'whole', checked: 0n });
});

test('an entry that was changed is found, with the number of those that hold', async () => {
  const entries = chain(150);
  entries[120] = { ...entries[120], outcome: 'Forbidden' };
  expect(await verdict(entries)).toMatchObject({ outcome: 'broken', index: 120n, checked: 120n });
});

test('entries that are missing, in the middle or at the end, are found', async () => {
  const entries = chain(150);
  const tip = tipOf(entries);
  const holed = entries.filter((_, i) => i !== 40);
  expect(await verdict(holed, tip)).toMatchObject({ outcome: 'missing', index: 40n });
  expect(await verdict(entries.slice(0, 60), tip)).toMatchObject({
    outcome: 'missing',
    index: 60n,
  });
});

test('a chain that ends elsewhere than the tip is not called whole', async () => {
  const entries = chain(20);
  const tip = { length: 20n, hash: new Uint8Array(32), certifiedAt };
  expect(await verdict(entries, tip)).toMatchObject({ outcome: 'wrongTip', checked: 20n });
});

test('without a tip that the network signed nothing is called whole, and no entry is asked for', async () => {
  const forged: ProvenTip = { problem: 'Invalid signature' };
  expect(await verdict(chain(3), forged)).toEqual({
    outcome: 'unproven',
    checked: 0n,
    ...forged,
    seen: [],
  });
  const source = { tip: async () => undefined, page: async () => [] };
  expect(await verifyChain(source, () => {})).toMatchObject({ outcome: 'unproven' });
});

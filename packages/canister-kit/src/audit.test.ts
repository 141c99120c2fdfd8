import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2.js';
import { AUDIT_GENESIS, brokenAuditEntry } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { createAudit } from './audit.ts';
import { createRecorder } from './audit-recorder.ts';
import { memoryMap } from './memory-map.ts';

const ada = Principal.fromUint8Array(Uint8Array.of(1));

function recorded(count: number) {
  const map = memoryMap();
  const audit = createAudit(map);
  for (let i = 0; i < count; i++) {
    audit.append({ atNs: BigInt(i), caller: ada, method: 'open', outcome: 'Ok', subject: `${i}` });
  }
  return { audit, map };
}
const check = (entries: ReturnType<ReturnType<typeof createAudit>['page']>) =>
  brokenAuditEntry(entries, AUDIT_GENESIS, sha256);

describe('the audit trail', () => {
  test('can be checked by anybody, page by page, up to its tip', () => {
    const { audit } = recorded(25);
    const [first, second] = [audit.page(0n, 10), audit.page(10n, 100)];
    expect(check([...first, ...second])).toBeUndefined();
    expect(brokenAuditEntry(second, first[9].hash, sha256)).toBeUndefined();
    expect(audit.tip()).toEqual({ length: 25n, hash: second[14].hash });
  });
  test('shows where an entry was changed, left out or put in', () => {
    const entries = recorded(5).audit.page(0n, 5);
    const changed = entries.map((each, i) => (i === 2 ? { ...each, outcome: 'Forbidden' } : each));
    expect(check(changed)).toBe(2n);
    expect(check(entries.filter((_, i) => i !== 3))).toBe(4n);
    expect(check([...entries.slice(0, 2), entries[1], ...entries.slice(2)])).toBe(1n);
  });
  test('goes on from its tip after an upgrade', () => {
    const { map, audit } = recorded(2);
    const after = createAudit(map);
    after.append({ atNs: 9n, caller: ada, method: 'open', outcome: 'Ok', subject: '' });
    expect(check(after.page(0n, 9))).toBeUndefined();
    expect(audit.page(0n, 9)).toHaveLength(3);
  });
  test('keeps a usual row within two blocks of SHA-256', () => {
    let hashed = 0;
    const caller = Principal.fromUint8Array(new Uint8Array(29).fill(7));
    const audit = createAudit({
      ...memoryMap(),
      insert: (key, row) => {
        if (key.length === 8) hashed = row.length;
      },
    });
    audit.append({
      atNs: 1n,
      caller,
      method: 'submit_scans',
      outcome: '50 Ok, 0 refused',
      subject: '281474976710656',
    });
    expect(hashed).toBeLessThanOrEqual(119);
  });
});

describe('what strangers can write into it', () => {
  const at = (minute: bigint) => minute * 60_000_000_000n;
  test('is bounded for one caller and for all, and successes are always recorded', () => {
    const recorder = createRecorder();
    const tries = (n: number, outcome: string) =>
      Array.from({ length: 300 }, () =>
        recorder.mayRecord(
          { caller: Principal.fromUint8Array(Uint8Array.of(n)), nowNs: at(0n) },
          outcome,
        ),
      ).filter(Boolean).length;
    expect(tries(1, 'Forbidden')).toBe(120);
    expect(tries(1, 'Ok')).toBe(300);
    expect(
      Array.from({ length: 20 }, (_, n) => tries(n + 2, 'Forbidden')).reduce((a, b) => a + b),
    ).toBe(1_200 - 120);
    expect(recorder.mayRecord({ caller: ada, nowNs: at(1n) }, 'Forbidden')).toBe(true);
    expect(recorder.leftOut()).toBeGreaterThan(0);
  });
});

import { Principal } from '@dfinity/principal';
import { describe, expect, test } from 'vitest';
import { createBrownout } from './brownout.ts';
import { createGate } from './gate.ts';
import { createSpine } from './handle.ts';
import { memoryMap } from './memory-map.ts';
import { problemOfOrigins } from './origins.ts';
import { createSettings } from './settings.ts';

const second = 1_000_000_000n;
const ada = Principal.fromUint8Array(Uint8Array.of(1));

describe('maintenance', () => {
  const closedAt = (map = memoryMap()) => {
    const settings = createSettings(map);
    const brownout = createBrownout({ instructionsPerSecond: 1e9, burstSeconds: 1 });
    return { settings, gate: createGate({ settings, brownout: () => brownout }) };
  };
  test('refuses updates in words, outlives an upgrade, and lets the admin end it', () => {
    const map = memoryMap();
    const { settings, gate } = closedAt(map);
    expect(gate.closed('join_event', 0n)).toBeUndefined();
    settings.setMaintenance({ sinceNs: 5n, by: ada, note: 'Back at noon.' });
    expect(gate.closed('join_event', 0n)).toMatch(/^QIKCARD_MAINTENANCE .*Back at noon\./);
    const after = closedAt(map);
    expect(after.gate.closed('join_event', 0n)).toMatch(/QIKCARD_MAINTENANCE/);
    expect(after.gate.closed('set_maintenance', 0n)).toBeUndefined();
    after.settings.setMaintenance(undefined);
    expect(after.gate.closed('join_event', 0n)).toBeUndefined();
  });
  test('refuses before guard and body run, and leaves no audit record', () => {
    const ran: string[] = [];
    const spine = createSpine({
      caller: () => ada,
      nowNs: () => 0n,
      instructions: () => 0n,
      trap: (code) => {
        throw new Error(code);
      },
      closed: (method) => (method === 'open' ? undefined : 'QIKCARD_MAINTENANCE'),
      audit: () => void ran.push('audit'),
      count: () => void ran.push('count'),
    });
    const call = (method: string) =>
      spine.handle(
        method,
        () => undefined,
        () => ran.push('body'),
      );
    expect(() => call('shut')).toThrow('QIKCARD_MAINTENANCE');
    expect(ran).toEqual([]);
    call('open');
    expect(ran).toEqual(['body', 'audit', 'count']);
  });
});

describe('overload', () => {
  const small = () => createBrownout({ instructionsPerSecond: 100, burstSeconds: 10 });
  test('turns the less important away first, then everybody, and says how long to wait', () => {
    const brownout = small();
    brownout.spend(850n, 0n);
    expect(brownout.wait(false, 0n)).toBe(2);
    expect(brownout.wait(true, 0n)).toBeUndefined();
    brownout.spend(350n, 0n);
    expect(brownout.wait(true, 0n)).toBe(3);
    expect(brownout.wait(true, 3n * second)).toBeUndefined();
    expect(brownout.wait(false, 3n * second)).toBeDefined();
    expect(brownout.wait(false, 5n * second)).toBeUndefined();
  });
  test('is over a bounded time after a flood of any size', () => {
    const brownout = small();
    for (let i = 0; i < 1_000; i++) brownout.spend(10_000n, 0n);
    expect(brownout.wait(false, 0n)).toBeLessThanOrEqual(13);
    expect(brownout.wait(false, 13n * second)).toBeUndefined();
    expect(brownout.share(100n * second)).toBe(1);
  });
  test('an essential method of the canister is known to the gate', () => {
    const brownout = small();
    brownout.spend(900n, 0n);
    const gate = createGate({ settings: createSettings(memoryMap()), brownout: () => brownout });
    gate.keepEssential(['check_in']);
    expect(gate.closed('check_in', 0n)).toBeUndefined();
    expect(gate.closed('receive_facts', 0n)).toBeUndefined();
    expect(gate.closed('join_event', 0n)).toMatch(/^QIKCARD_RATE_LIMITED retry_after_seconds=\d+ /);
  });
});

test.each([
  ['https://qikcard.example', true],
  ['http://abc-def.localhost:8000', true],
  ['http://localhost:8000', true],
  ['http://qikcard.example', false],
  ['https://qikcard.example/path', false],
  ['https://*.example', false],
  ['http://localhost.evil.example', false],
])('the origin %s is trusted only when it is a secure one: %s', (origin, fine) => {
  expect(problemOfOrigins([origin]) === undefined).toBe(fine);
});
test('a list of origins is bounded', () => {
  expect(problemOfOrigins(Array(21).fill('https://a.example'))).toContain('20');
});

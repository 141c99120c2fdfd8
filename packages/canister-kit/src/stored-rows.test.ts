/** What the kit of 842acf2 stored (the tree: of b88b8b4), key by key, read by the parts of today. */
import { Principal } from '@dfinity/principal';
import { canisterNames, type FactBatch, facts } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { createAudit } from './audit.ts';
import { createDirectory } from './directory.ts';
import { createInbox } from './inbox.ts';
import { createLabelTree } from './label-tree.ts';
import { memoryMap } from './memory-map.ts';
import { createOutbox } from './outbox.ts';
import { createRoles } from './roles.ts';
import { createSecrets } from './secrets.ts';
import fixtures from './stored-rows.fixtures.json' with { type: 'json' };

const who = (...bytes: number[]) => Principal.fromUint8Array(Uint8Array.of(...bytes));
const unhex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const NS = 1_000_000_000n;

function stored(part: keyof typeof fixtures) {
  const map = memoryMap();
  for (const [key, row] of Object.entries(fixtures[part])) map.insert(unhex(key), unhex(row));
  return map;
}

test('roles, with their scope and end, and suspensions', () => {
  const roles = createRoles(stored('roles'));
  expect(roles.version()).toBe(3n);
  expect(roles.has(who(1), 'admin', 5n)).toBe(true);
  expect([roles.has(who(2), 'staff', 999n, 42n), roles.has(who(2), 'staff', 999n)]).toEqual([
    true,
    false,
  ]);
  expect(roles.has(who(2), 'staff', 1_000n, 42n)).toBe(false);
  expect([roles.isSuspended(who(3)), roles.isSuspended(who(1))]).toEqual([true, false]);
});

test('the directory, from before there were shards', () => {
  const directory = createDirectory(stored('directory'));
  const found = canisterNames.map((name) => [name, directory.get(name).toHex()]);
  expect(found.map(([, id]) => id)).toEqual(['01', '02', '03', '04', '05', '06']);
  expect(directory.nameOf(who(4))).toBe(found[3][0]);
  expect(directory.receivers('event')).toEqual(['event']);
  expect([directory.shard(), directory.nameOf(who(9))]).toEqual([0, undefined]);
});

test('keys: the current one and the one before it', async () => {
  let run: (() => Promise<void>) | undefined;
  const secrets = createSecrets({
    map: stored('secrets'),
    nowNs: () => 7n * NS,
    rawRand: async () => new Uint8Array(32).fill(9),
    seedRandomness: () => {},
    randomBytes: (length) => new Uint8Array(length),
    setTimer: (_, refresh) => {
      run = refresh;
    },
  });
  expect(secrets.currentKey()).toEqual({
    id: 3,
    secret: new Uint8Array(32).fill(6),
    createdAtNs: 6n * NS,
  });
  expect(secrets.keyById(2)?.secret).toEqual(new Uint8Array(32).fill(4));
  secrets.start(3_600);
  await run?.();
  expect([secrets.ready(), secrets.currentKey()?.id]).toEqual([true, 3]);
});

test('how far each sender has got: a repeated fact takes no effect, the next one does', () => {
  const inbox = createInbox({
    map: stored('inbox'),
    peerOf: () => 'event',
    everyone: () => ['event'],
  });
  const seen: bigint[] = [];
  const { kind } = facts.userRegistered;
  inbox.react([{ kind, senders: ['event'], react: (_, { seq }) => void seen.push(seq) }]);
  const fact = (seq: bigint) => ({ seq, at_ns: 1n, kind, body: new Uint8Array() });
  const batch: FactBatch = { stream: 7n, facts: [fact(3n), fact(4n)] };
  expect(inbox.receive(who(2), batch)).toEqual({ Ok: { received_through: 4n } });
  expect(seen).toEqual([4n]);
});

test('facts that wait: those not acknowledged are sent, in order, in their stream', async () => {
  const sent: FactBatch[] = [];
  const timers: (() => void)[] = [];
  const outbox = createOutbox({
    map: stored('outbox'),
    nowNs: () => 6n,
    setTimer: (_, run) => void timers.push(run),
    send: async (_, batch) => {
      sent.push(batch);
      return { Ok: { received_through: 3n } };
    },
    jitter: () => 0,
    receivers: (name) => [name],
    everyone: () => [...canisterNames],
  } as Parameters<typeof createOutbox>[0]);
  outbox.start();
  timers.splice(0)[0]();
  await Promise.resolve();
  const registered = (n: number) => facts.userRegistered.codec.encode({ principal: who(n) });
  expect(sent).toEqual([
    {
      stream: 5n,
      facts: [
        { seq: 2n, at_ns: 5n, kind: facts.userRegistered.kind, body: registered(2) },
        { seq: 3n, at_ns: 5n, kind: facts.userRegistered.kind, body: registered(3) },
      ],
    },
  ]);
});

test('the audit chain goes on from its last link', () => {
  const audit = createAudit(stored('audit'));
  const { length, hash } = audit.tip();
  expect([length, Buffer.from(hash).toString('hex')]).toEqual([
    2n,
    '40109591ede8c1a3eb58a69f44b257c0a9bf06a2d1d35f44a7b48788916b3a07',
  ]);
  expect(audit.page(0n, 10)).toMatchObject([
    { index: 0n, at_ns: 1n, method: 'check_in', outcome: 'Ok', subject: '42' },
    { index: 1n, at_ns: 2n },
  ]);
  audit.append({ atNs: 3n, caller: who(1), method: 'm', outcome: 'Ok', subject: '' });
  expect(audit.tip().length).toBe(3n);
});

test('the certified tree: its values, the hash that was certified, and room for more', () => {
  const tree = createLabelTree(stored('certified'));
  const at = (path: string) => path.split('/').map((label) => new TextEncoder().encode(label));
  const valueAt = (path: string) => Buffer.from(tree.get(at(path)) ?? []).toString();
  const certified = '718f153bb4ce725a136d82b0244a4f8b3e11122c83647be7f431fdb9289affc9';
  expect(Buffer.from(tree.rootHash()).toString('hex')).toBe(certified);
  expect([valueAt('audit/tip'), valueAt('http_assets/keys'), valueAt('roster/7')]).toEqual([
    '2',
    'jwks',
    'v1',
  ]);
  expect(tree.has(at('http_assets/index'))).toBe(false);
  tree.put(at('audit/tip'), Uint8Array.of(3));
  expect(Buffer.from(tree.rootHash()).toString('hex')).not.toBe(certified);
  tree.put(at('audit/tip'), new TextEncoder().encode('2'));
  expect(Buffer.from(tree.rootHash()).toString('hex')).toBe(certified);
});

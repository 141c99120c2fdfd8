import { expect, test } from 'vitest';
import { toHex } from '../crypto/bytes.ts';
import { TestNetwork } from '../replica/test-network.ts';
import type { Replica, Subnet } from '../replica.ts';
import { replyText } from '../wasm/assembler.ts';
import { digest } from './hash-tree.ts';
import { RequestTree } from './request-tree.ts';

const MINUTES_NS = 60_000_000_000n;

/** The same replica without its list of changes. */
const forgetful = (replica: Replica): Replica =>
  new Proxy(replica, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'ingressChanges') return undefined;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

test('a tree kept up to date by changes equals one read anew, at every step', () => {
  const network = new TestNetwork();
  const canister = network.deploy({ exports: { 'canister_update hi': replyText('hello') } });
  const subnet = network.replica.subnetOf(canister.id) as Subnet;
  const kept = new RequestTree(network.replica);
  const reading = new RequestTree(forgetful(network.replica));
  const roots = new Set<string>();
  const check = () => {
    const root = toHex(digest(kept.build(subnet)));
    expect(toHex(digest(reading.build(subnet)))).toBe(root);
    expect(toHex(digest(new RequestTree(network.replica).build(subnet)))).toBe(root);
    roots.add(root);
  };
  check();
  for (let i = 0; i < 5; i++) {
    network.send(canister.id, i % 2 ? 'hi' : 'missing', new Uint8Array(1));
    check(); // received
    if (i === 2) continue;
    network.run();
    check(); // answered
  }
  network.replica.setTimeNs(network.replica.timeNs() + 20n * MINUTES_NS);
  network.replica.executeRound();
  network.replica.pruneIngress();
  check(); // forgotten
  expect(roots.size).toBe(11);
});

test('a subnet shows its own requests only', () => {
  const network = new TestNetwork();
  const canister = network.deploy({ exports: { 'canister_update hi': replyText('hello') } });
  const other = network.replica.subnets.find(
    ({ id }) => toHex(id) !== toHex((network.replica.subnetOf(canister.id) as Subnet).id),
  ) as Subnet;
  const tree = new RequestTree(network.replica);
  const before = toHex(digest(tree.build(other)));
  network.update(canister, 'hi');
  expect(toHex(digest(tree.build(other)))).toBe(before);
});

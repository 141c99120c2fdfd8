import { Principal } from '@dfinity/principal';
import { expect, it } from 'vitest';
import type { SubnetKind } from '../replica.ts';
import { layOutSubnets } from './subnet-layout.ts';

const layOut = (...kinds: SubnetKind[]) =>
  layOutSubnets(
    kinds.map((kind) => ({ kind, costSchedule: 'Normal' })),
    'seed',
  );
const text = (id: Uint8Array) => Principal.fromUint8Array(id).toText();

it('the first canister of the first application subnet is the one known from PocketIC', () => {
  const [, , application] = layOut('NNS', 'II', 'Application', 'Application');
  expect(text(application!.ranges[0]!.start)).toBe('lxzze-o7777-77777-aaaaa-cai');
});

it('system canisters lie where they are on the public network', () => {
  const [nns, ii] = layOut('NNS', 'II');
  const contains = (subnet: typeof nns, id: string) =>
    subnet!.ranges.some(({ start, end }) => {
      const wanted = Buffer.from(Principal.fromText(id).toUint8Array());
      return Buffer.compare(start, wanted) <= 0 && Buffer.compare(wanted, end) <= 0;
    });
  expect(contains(nns, 'rkp4c-7iaaa-aaaaa-aaaca-cai')).toBe(true);
  expect(contains(ii, 'um5iw-rqaaa-aaaaq-qaaba-cai')).toBe(true);
  expect(contains(ii, 'rdmx6-jaaaa-aaaaa-aaadq-cai')).toBe(true);
  expect(contains(nns, 'rdmx6-jaaaa-aaaaa-aaadq-cai')).toBe(false);
});

it('no two ranges of any subnets overlap', () => {
  const subnets = layOut(
    ...(['NNS', 'SNS', 'II', 'Fiduciary', 'Bitcoin', 'System', 'System'] as const),
    ...(['Application', 'Application', 'Application', 'VerifiedApplication'] as const),
  );
  const ranges = subnets
    .flatMap((subnet) => subnet.ranges)
    .map(({ start, end }) => [Buffer.from(start).toString('hex'), Buffer.from(end).toString('hex')])
    .sort();
  for (const [i, [start, end]] of ranges.entries()) {
    expect(start! <= end!).toBe(true);
    if (i > 0) expect(ranges[i - 1]![1]! < start!).toBe(true);
  }
});

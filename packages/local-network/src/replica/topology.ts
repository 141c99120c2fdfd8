/**
 * Subnets and their canister ranges, laid out as PocketIC does: system subnets own the ranges of
 * mainnet, and every subnet allocates new ids from a range of its own at the top of the id space.
 */
import { deriveSubnetKey } from '../certification/keys.ts';
import { canisterId } from '../management/create.ts';
import type { CanisterRange, Subnet, SubnetKind } from '../replica.ts';

export type SubnetConfig = {
  kind: SubnetKind;
  costSchedule?: Subnet['costSchedule'];
  /** Number of pretended nodes; by default that of the mainnet subnet of this kind. */
  size?: number;
};

const SIZES: Record<SubnetKind, number> = {
  Application: 13,
  VerifiedApplication: 13,
  System: 13,
  NNS: 40,
  SNS: 34,
  II: 34,
  Fiduciary: 34,
  Bitcoin: 13,
};

/** First and last canister number; the cycles ledger lies in 0x210_0000, which the NNS holds here. */
const MAINNET_RANGES: Partial<Record<SubnetKind, [first: bigint, last: bigint][]>> = {
  NNS: [
    [0x0n, 0x6n],
    [0x8n, 0xf_ffffn],
    [0x210_0000n, 0x21f_ffffn],
  ],
  II: [[0x7n, 0x7n]],
  SNS: [[0x200_0000n, 0x20f_ffffn]],
  Fiduciary: [[0x230_0000n, 0x23f_ffffn]],
  Bitcoin: [[0x1a0_0000n, 0x1af_ffffn]],
};

const TOP_RANGE = 0xffff_ffff_fff0_0000n;
const RANGE_SIZE = 0x10_0000n;

const range = ([first, last]: [bigint, bigint]): CanisterRange => ({
  start: canisterId(first),
  end: canisterId(last),
});

/** The subnets of a configuration; their ids follow from the seed. The last range is allocated from. */
export function buildTopology(configs: readonly SubnetConfig[], seed: string): Subnet[] {
  const kinds = configs.map(({ kind }) => kind);
  return configs.map(({ kind, costSchedule, size }, index) => {
    const own = TOP_RANGE - RANGE_SIZE * BigInt(index);
    const mainnet = [...(MAINNET_RANGES[kind] ?? [])];
    // Without an II subnet the NNS takes its canister, so that no system id is without a home.
    if (kind === 'NNS' && !kinds.includes('II')) mainnet.splice(0, 2, [0x0n, 0xf_ffffn]);
    return {
      id: deriveSubnetKey(seed, index).subnetId,
      kind,
      ranges: [...mainnet.map(range), range([own, own + RANGE_SIZE - 1n])],
      size: size ?? SIZES[kind],
      costSchedule: costSchedule ?? 'Normal',
    };
  });
}

const PREFERENCE: SubnetKind[] = [
  'Application',
  'VerifiedApplication',
  'System',
  'NNS',
  'SNS',
  'II',
  'Fiduciary',
  'Bitcoin',
];

/** The subnet on which canisters are created unless told otherwise. */
export function defaultSubnet(subnets: readonly Subnet[]): Subnet {
  for (const kind of PREFERENCE) {
    const found = subnets.find((subnet) => subnet.kind === kind);
    if (found) return found;
  }
  throw new Error('A network needs at least one subnet');
}

/** Ids, canister ranges and sizes of the subnets of a new network. */
import { deriveSubnetKey } from '../certification/keys.ts';
import type { SubnetConfig } from '../pocketic/instance-config.ts';
import type { CanisterRange, Subnet, SubnetKind } from '../replica.ts';

/** Canisters that a subnet can create without being told an id. */
const RANGE_SIZE = 0x10_0000n;
/** The first of these ranges in PocketIC: `lxzze-o7777-77777-aaaaa-cai`. */
const FIRST_ALLOCATION = 0xffff_ffff_ffe0_0000n;

/** Where system canisters live on the public network, so that tools find them (registry's routing table). */
const PUBLIC_RANGES: Partial<Record<SubnetKind, [bigint, bigint][]>> = {
  NNS: [
    [0x0n, 0x6n],
    [0x8n, 0xf_ffffn],
  ],
  II: [
    [0x7n, 0x7n],
    [0x210_0000n, 0x21f_ffffn],
  ],
  SNS: [[0x200_0000n, 0x20f_ffffn]],
  Bitcoin: [[0x1a0_0000n, 0x1af_ffffn]],
  Fiduciary: [[0x230_0000n, 0x23f_ffffn]],
};

/** Numbers of nodes on the public network; cycle fees grow with them. */
const SIZES: Partial<Record<SubnetKind, number>> = { NNS: 40, SNS: 34, Fiduciary: 34, II: 34 };
const DEFAULT_SIZE = 13;

/** Canister ids are 8 bytes big-endian and two constant ones (interface spec, "Principals"). */
function canisterId(index: bigint): Uint8Array {
  const id = new Uint8Array(10);
  new DataView(id.buffer).setBigUint64(0, index);
  id.set([1, 1], 8);
  return id;
}

const range = ([first, last]: [bigint, bigint]): CanisterRange => ({
  start: canisterId(first),
  end: canisterId(last),
});

/**
 * The subnets of a network; each has a range of its own for new canisters after its public ones.
 * Application subnets get theirs first, so the first canister is the one known from PocketIC.
 */
export function layOutSubnets(configs: SubnetConfig[], seed: string): Subnet[] {
  const order = configs
    .map((_, index) => index)
    .sort((a, b) => rank(configs[a]!) - rank(configs[b]!) || a - b);
  return configs.map(({ kind, costSchedule }, index) => {
    const turn = BigInt(order.indexOf(index));
    // Two ranges lie above the first one, the others below.
    const first = FIRST_ALLOCATION + (turn < 2n ? turn : 1n - turn) * RANGE_SIZE;
    return {
      id: deriveSubnetKey(seed, index).subnetId,
      kind,
      ranges: [
        ...(PUBLIC_RANGES[kind] ?? []),
        [first, first + RANGE_SIZE - 1n] as [bigint, bigint],
      ].map(range),
      size: SIZES[kind] ?? DEFAULT_SIZE,
      costSchedule,
    };
  });
}

const rank = ({ kind }: SubnetConfig) => (kind === 'Application' ? 0 : 1);

import { Principal } from '@dfinity/principal';
import type { CanisterRange, Replica, Subnet } from '../replica.ts';
import { toBase64 } from './fields.ts';

const rangeJson = (range: CanisterRange) => ({
  start: { canister_id: toBase64(range.start) },
  end: { canister_id: toBase64(range.end) },
});

const subnetJson = (subnet: Subnet) => ({
  subnet_kind: subnet.kind,
  size: subnet.size,
  canister_ranges: subnet.ranges.map(rangeJson),
  cost_schedule: subnet.costSchedule,
});

/** The answer of `GET /_/topology` (`Topology` of the crate `pocket-ic`). */
export const topologyJson = (replica: Replica) => ({
  subnet_configs: Object.fromEntries(
    replica.subnets.map((subnet) => [
      Principal.fromUint8Array(subnet.id).toText(),
      subnetJson(subnet),
    ]),
  ),
  default_effective_canister_id: { canister_id: toBase64(replica.defaultEffectiveCanisterId()) },
});

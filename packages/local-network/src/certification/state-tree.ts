import { equalBytes, leb128, toHex, utf8 } from '../crypto/bytes.ts';
import { encodeCbor } from '../crypto/cbor.ts';
import type { CanisterFacts, CanisterRange, Replica, Subnet } from '../replica.ts';
import { fromEntries, type HashTree, leaf } from './hash-tree.ts';
import type { NodeKey } from './keys.ts';
import { RequestTree } from './request-tree.ts';

/** Public keys that the tree shows; they do not change while the network runs. */
export type TreeKeys = {
  publicKeyDer(subnet: Subnet): Uint8Array;
  nodes(subnet: Subnet): readonly NodeKey[];
};

const entry = (name: string, tree: HashTree): [Uint8Array, HashTree] => [utf8(name), tree];
const pairs = (ranges: readonly CanisterRange[]) => ranges.map(({ start, end }) => [start, end]);

/** The certified state of one subnet (interface spec, "The system state tree"), rebuilt piecewise. */
export class StateTree {
  readonly #canisters = new Map<string, { facts: CanisterFacts; tree: HashTree }>();
  readonly #requests: RequestTree;

  constructor(
    private readonly replica: Replica,
    private readonly subnetId: Uint8Array,
    private readonly keys: TreeKeys,
  ) {
    this.#requests = new RequestTree(replica);
  }

  /** The whole tree at the replica's certified time. */
  build(): HashTree {
    return fromEntries([
      entry('time', leaf(leb128(this.replica.certifiedTimeNs()))),
      entry('canister', this.#canisterTree()),
      entry('canister_ranges', rangeShards(this.replica.subnets)),
      entry('request_status', this.#requests.build(this.#subnet())),
      entry('subnet', this.#subnetTree()),
    ]);
  }

  #subnet(): Subnet {
    const subnet = this.replica.subnets.find(({ id }) => equalBytes(id, this.subnetId));
    if (!subnet) throw new Error('The subnet is no longer part of the network');
    return subnet;
  }

  #canisterTree(): HashTree {
    const entries: [Uint8Array, HashTree][] = [];
    for (const facts of this.replica.canisters(this.#subnet())) {
      const key = toHex(facts.id);
      let known = this.#canisters.get(key);
      if (!known || !sameFacts(known.facts, facts)) {
        known = { facts: snapshotOf(facts), tree: canisterTree(facts) };
        this.#canisters.set(key, known);
      }
      entries.push([facts.id, known.tree]);
    }
    return fromEntries(entries);
  }

  #subnetTree(): HashTree {
    return fromEntries(
      this.replica.subnets.map((subnet): [Uint8Array, HashTree] => {
        const entries = [
          entry('canister_ranges', leaf(encodeCbor(pairs(subnet.ranges)))),
          entry('public_key', leaf(this.keys.publicKeyDer(subnet))),
        ];
        if (equalBytes(subnet.id, this.subnetId)) entries.push(...this.#ownEntries());
        return [subnet.id, fromEntries(entries)];
      }),
    );
  }

  /** A subnet certifies nodes and metrics of its own only. */
  #ownEntries(): [Uint8Array, HashTree][] {
    const nodes = this.keys
      .nodes(this.#subnet())
      .map((node): [Uint8Array, HashTree] => [
        node.nodeId,
        fromEntries([entry('public_key', leaf(node.publicKeyDer))]),
      ]);
    const metrics = {
      num_canisters: this.#canisters.size,
      canister_state_bytes: 0,
      consumed_cycles_total: { current: 0, deleted: 0 },
      update_transactions_total: this.replica.stateVersion(),
    };
    return [entry('node', fromEntries(nodes)), entry('metrics', leaf(encodeCbor(metrics)))];
  }
}

/** The replica may reuse buffers; what the tree was built from must not change under it. */
const snapshotOf = (facts: CanisterFacts): CanisterFacts => ({
  ...facts,
  certifiedData: facts.certifiedData.slice(),
});

const sameFacts = (a: CanisterFacts, b: CanisterFacts): boolean =>
  equalBytes(a.certifiedData, b.certifiedData) &&
  a.moduleHash === b.moduleHash &&
  a.metadata === b.metadata &&
  a.controllers === b.controllers;

/** Ranges sharded by five under `/canister_ranges/<subnet id>/<first canister id>`. */
export function rangeShards(subnets: readonly Subnet[]): HashTree {
  const perLeaf = 5;
  return fromEntries(
    subnets.map((subnet): [Uint8Array, HashTree] => {
      const shards: [Uint8Array, HashTree][] = [];
      for (let i = 0; i < subnet.ranges.length; i += perLeaf) {
        const shard = subnet.ranges.slice(i, i + perLeaf);
        const first = shard[0]?.start ?? new Uint8Array(0);
        shards.push([first, leaf(encodeCbor(pairs(shard)))]);
      }
      return [subnet.id, fromEntries(shards)];
    }),
  );
}

/** An empty canister shows its controllers only. */
function canisterTree(facts: CanisterFacts): HashTree {
  const entries = [entry('controllers', leaf(encodeCbor(facts.controllers)))];
  if (facts.moduleHash) {
    const metadata = facts.metadata.map(({ name, bytes }) => entry(name, leaf(bytes)));
    entries.push(
      entry('certified_data', leaf(facts.certifiedData)),
      entry('metadata', fromEntries(metadata)),
      entry('module_hash', leaf(facts.moduleHash)),
    );
  }
  return fromEntries(entries);
}

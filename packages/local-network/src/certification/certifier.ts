import { equalBytes, toHex, utf8 } from '../crypto/bytes.ts';
import type { CanisterSignatureCheck } from '../crypto/signature.ts';
import type { Replica, Subnet } from '../replica.ts';
import { canisterSignatureCheck } from './canister-signatures.ts';
import { type Delegation, encodeCertificate, signRoot } from './certificate.ts';
import { digest, type HashTree } from './hash-tree.ts';
import { deriveNodeKey, deriveSubnetKey, type NodeKey, type SubnetKey } from './keys.ts';
import { StateTree, type TreeKeys } from './state-tree.ts';
import { type Path, witness } from './witness.ts';

/**
 * How a delegation proves canister ranges: `flat` is the single leaf of the v2 and v3 endpoints,
 * `tree` the sharded subtree of the newer ones.
 */
export type RangesForm = 'flat' | 'tree';

type Signed = { tree: HashTree; rootHash: Uint8Array; signature: Uint8Array | undefined };
type Snapshot = { version: number; timeNs: bigint; signed: Signed };

/** Root delegations are renewed like the NNS does, long before any client finds them stale. */
const delegationLifeNs = 600_000_000_000n;

/** Signs the state of a replica's subnets; keys are derived from a seed, signatures made on demand. */
export class Certifier implements TreeKeys {
  readonly #trees = new Map<string, StateTree>();
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #subnetKeys = new Map<number, SubnetKey>();
  readonly #nodeKeys = new Map<string, NodeKey[]>();
  readonly #delegations = new Map<string, { value: Delegation; timeNs: bigint; facts: string }>();

  constructor(
    private readonly replica: Replica,
    private readonly seed: string,
  ) {}

  /** The subnet whose key clients trust: the NNS, or the first subnet of a network without one. */
  rootSubnet(): Subnet {
    const root = this.replica.subnets.find(({ kind }) => kind === 'NNS') ?? this.replica.subnets[0];
    if (!root) throw new Error('A network without subnets has no root key');
    return root;
  }

  /** DER root key, 133 bytes, as `/api/v2/status` shows it. */
  rootKeyDer(): Uint8Array {
    return this.publicKeyDer(this.rootSubnet());
  }

  publicKeyDer(subnet: Subnet): Uint8Array {
    return this.#key(subnet).publicKeyDer;
  }

  nodes(subnet: Subnet): readonly NodeKey[] {
    const id = toHex(subnet.id);
    let nodes = this.#nodeKeys.get(id);
    if (!nodes) {
      const indexes = Array.from({ length: Math.max(1, subnet.size) }, (_, i) => i);
      nodes = indexes.map((index) => deriveNodeKey(this.seed, subnet.id, index));
      this.#nodeKeys.set(id, nodes);
    }
    return nodes;
  }

  /** CBOR certificate that proves the paths and the time (interface spec, "Certificate"). */
  certify(subnet: Subnet, paths: readonly Path[], form: RangesForm): Uint8Array {
    const { tree } = this.#snapshot(subnet).signed;
    const shown = witness(tree, [[utf8('time')], ...paths]);
    return encodeCertificate(shown, this.#signature(subnet), this.#delegation(subnet, form));
  }

  /** What `ic0.data_certificate` gives a canister during a query. */
  dataCertificate(canisterId: Uint8Array, form: RangesForm): Uint8Array {
    const subnet = this.replica.subnetOf(canisterId);
    if (!subnet) throw new Error('A canister outside every subnet has no certificate');
    return this.certify(subnet, [[utf8('canister'), canisterId, utf8('certified_data')]], form);
  }

  /** Checks canister signatures under this network's root key. */
  readonly canisterSignature: CanisterSignatureCheck = (message, signature, key) =>
    canisterSignatureCheck(this.rootKeyDer())(message, signature, key);

  #key(subnet: Subnet): SubnetKey {
    const index = this.replica.subnets.findIndex(({ id }) => equalBytes(id, subnet.id));
    let key = this.#subnetKeys.get(index);
    if (!key) {
      key = deriveSubnetKey(this.seed, index);
      this.#subnetKeys.set(index, key);
    }
    return key;
  }

  #snapshot(subnet: Subnet): Snapshot {
    const version = this.replica.stateVersion();
    const timeNs = this.replica.certifiedTimeNs();
    const id = toHex(subnet.id);
    const known = this.#snapshots.get(id);
    if (known?.version === version && known.timeNs === timeNs) return known;
    const builder = this.#trees.get(id) ?? new StateTree(this.replica, subnet.id, this);
    this.#trees.set(id, builder);
    const tree = builder.build();
    const signed = { tree, rootHash: digest(tree), signature: undefined };
    const snapshot = { version, timeNs, signed };
    this.#snapshots.set(id, snapshot);
    return snapshot;
  }

  #signature(subnet: Subnet): Uint8Array {
    const { signed } = this.#snapshot(subnet);
    const { secretKey, publicKeyDer } = this.#key(subnet);
    signed.signature ??= signRoot(signed.rootHash, secretKey, publicKeyDer);
    return signed.signature;
  }

  /** The root subnet needs no delegation, if its id is the one clients compute from the root key. */
  #delegation(subnet: Subnet, form: RangesForm): Delegation | undefined {
    const root = this.rootSubnet();
    const isRoot = equalBytes(subnet.id, root.id);
    if (isRoot && equalBytes(root.id, this.#key(root).subnetId)) return undefined;
    const key = `${form} ${toHex(subnet.id)}`;
    const timeNs = this.replica.certifiedTimeNs();
    const facts = this.#topologyFacts();
    const known = this.#delegations.get(key);
    if (known?.facts === facts && timeNs - known.timeNs < delegationLifeNs) return known.value;
    const value = { subnet_id: subnet.id, certificate: this.#rootCertificate(subnet, form) };
    this.#delegations.set(key, { value, timeNs, facts });
    return value;
  }

  #rootCertificate(subnet: Subnet, form: RangesForm): Uint8Array {
    const ranges =
      form === 'flat'
        ? [utf8('subnet'), subnet.id, utf8('canister_ranges')]
        : [utf8('canister_ranges'), subnet.id];
    const paths = [[utf8('time')], [utf8('subnet'), subnet.id, utf8('public_key')], ranges];
    const root = this.rootSubnet();
    const { tree } = this.#snapshot(root).signed;
    return encodeCertificate(witness(tree, paths), this.#signature(root), undefined);
  }

  #topologyFacts(): string {
    const ranges = this.replica.subnets.flatMap((subnet) =>
      subnet.ranges.map(({ start, end }) => `${toHex(start)}-${toHex(end)}`),
    );
    return ranges.join();
  }

  /** The subnet with this id, for endpoints that name a subnet. */
  subnetById(id: Uint8Array): Subnet | undefined {
    return this.replica.subnets.find((subnet) => equalBytes(subnet.id, id));
  }
}

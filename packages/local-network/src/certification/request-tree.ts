import { compareBytes, leb128, utf8 } from '../crypto/bytes.ts';
import type { IngressStatus, Replica, Subnet } from '../replica.ts';
import { emptyTree, forkAll, fromEntries, type HashTree, labeled, leaf } from './hash-tree.ts';

type Labeled = Extract<HashTree, [2, ...unknown[]]>;
type Known = { kind: IngressStatus['status']; node: Labeled };
type Bucket = { requests: Map<string, Known>; tree: HashTree; stale: boolean };

const BUCKETS = 256;

/**
 * The subtree `/request_status` of one subnet (interface spec, "Request status"). Requests are
 * spread over 256 buckets by their first byte and only changes are read from the replica: a new
 * request costs the hashes of its bucket, not one look at every request of the last five minutes.
 */
export class RequestTree {
  readonly #buckets = Array.from(
    { length: BUCKETS },
    (): Bucket => ({ requests: new Map(), tree: emptyTree, stale: false }),
  );

  constructor(private readonly replica: Replica) {}

  /** The subtree as of now. */
  build(subnet: Subnet): HashTree {
    const changes = this.replica.ingressChanges?.(this, subnet);
    if (changes) for (const [id, status] of changes) this.#set(id, status);
    else this.#readAll(subnet);
    for (const bucket of this.#buckets) if (bucket.stale) refresh(bucket);
    return forkAll(this.#buckets.map(({ tree }) => tree));
  }

  #readAll(subnet: Subnet): void {
    const gone = new Set(this.#buckets.flatMap(({ requests }) => [...requests.keys()]));
    for (const [id, status] of this.replica.ingressStatuses(subnet)) {
      this.#set(id, status);
      gone.delete(keyOf(id));
    }
    for (const key of gone) this.#set(Buffer.from(key, 'latin1'), undefined);
  }

  #set(id: Uint8Array, status: IngressStatus | undefined): void {
    const bucket = this.#buckets[id[0] ?? 0] as Bucket;
    const key = keyOf(id);
    if (!status) bucket.stale = bucket.requests.delete(key) || bucket.stale;
    else if (bucket.requests.get(key)?.kind !== status.status) {
      const node = labeled(id, statusTree(status)) as Labeled;
      bucket.requests.set(key, { kind: status.status, node });
      bucket.stale = true;
    }
  }
}

const keyOf = (id: Uint8Array): string =>
  Buffer.from(id.buffer, id.byteOffset, id.length).toString('latin1');

function refresh(bucket: Bucket): void {
  const nodes = [...bucket.requests.values()].map(({ node }) => node);
  nodes.sort((a, b) => compareBytes(a[1], b[1]));
  bucket.tree = forkAll(nodes);
  bucket.stale = false;
}

const entry = (name: string, value: Uint8Array): [Uint8Array, HashTree] => [
  utf8(name),
  leaf(value),
];

function statusTree(status: IngressStatus): HashTree {
  const entries = [entry('status', utf8(status.status))];
  if (status.status === 'replied') entries.push(entry('reply', status.bytes));
  if (status.status === 'rejected')
    entries.push(
      entry('error_code', utf8(status.errorCode)),
      entry('reject_code', leb128(status.code)),
      entry('reject_message', utf8(status.message)),
    );
  return fromEntries(entries);
}

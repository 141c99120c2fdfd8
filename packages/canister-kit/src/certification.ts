/**
 * The one certified tree of a canister: pages of HTTP, the audit tip, and labelled values for
 * others. It lies in stable memory, so an upgrade only has to certify its root again.
 */
import { binary } from '@qikcard/contracts';
import { appendLog } from './append-log.ts';
import { cell } from './cell.ts';
import { encodeTree } from './certified-tree.ts';
import { createLabelTree, type Path } from './label-tree.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { witnessOf } from './witness.ts';

/** The tip costs about 5 M instructions: it is certified this long after it changed. */
const TIP_DELAY_SECONDS = 5;
const SOON_SECONDS = 2;
/** Of values that wait: about a billion instructions. */
const PER_STEP = 25;
const LABEL_MAX_BYTES = 255;
const VALUE_MAX_BYTES = 1_024;

/** A label of the tree; a text stands for its UTF-8 bytes. */
export type Label = string | Uint8Array;

const { bytes, list, optional, struct, u64, versioned } = binary;
const waitingV1 = struct({ path: list(bytes), value: bytes });
/** Since version 2: without a value, what is at the path goes. */
const waitingCodec = versioned(2, struct({ path: list(bytes), value: optional(bytes) }), {
  1: (reader) => waitingV1.read(reader),
});

export const pathOf = (labels: readonly Label[]): Path =>
  labels.map((label) => (typeof label === 'string' ? new TextEncoder().encode(label) : label));

function bounded(labels: readonly Label[], value: Uint8Array): Path {
  const path = pathOf(labels);
  const fits = path.length > 0 && path.every(({ length }) => length <= LABEL_MAX_BYTES);
  if (!fits || value.length > VALUE_MAX_BYTES) throw new RangeError('too large for the tree');
  return path;
}

export type CertificationPort = {
  map: RawMap;
  tip(): { length: bigint; hash: Uint8Array };
  certify(root: Uint8Array): void;
  /** Only in queries: the subnet's signature of what is certified. */
  certificate(): Uint8Array | undefined;
  setTimer(seconds: number, run: () => void): void;
};

export function createCertification(port: CertificationPort) {
  const tree = createLabelTree(prefixed(port.map, 0));
  const waiting = appendLog(prefixed(port.map, 1), waitingCodec);
  const done = cell(prefixed(port.map, 2), versioned(1, u64), 0n);
  let certifiedLength = 0n;
  let tipArmed = false;
  let stepArmed = false;

  const certify = () => port.certify(tree.rootHash());

  function certifyTip(): void {
    tipArmed = false;
    const { length, hash } = port.tip();
    certifiedLength = length;
    tree.put(pathOf(['audit_tip']), hash);
    certify();
  }

  function arm(): void {
    if (stepArmed || done.get() >= waiting.length()) return;
    stepArmed = true;
    port.setTimer(SOON_SECONDS, step);
  }

  function step(): void {
    stepArmed = false;
    const from = done.get();
    const rows = waiting.page(from, PER_STEP);
    for (const { path, value } of rows) {
      if (value === undefined) tree.remove(path);
      else tree.put(path, value);
    }
    done.set(from + BigInt(rows.length));
    waiting.forgetBelow(done.get(), 2 * PER_STEP);
    certify();
    arm();
  }

  const proof = (...paths: (readonly Label[])[]) => {
    const certificate = port.certificate();
    if (certificate === undefined) return undefined;
    return { certificate, witness: encodeTree(witnessOf(tree, paths.map(pathOf))) };
  };

  return {
    /** After installation and every upgrade, which clears what was certified. */
    start(): void {
      certifyTip();
      arm();
    },
    /** After the audit tip has changed; many changes share one certification. */
    tipSoon(): void {
      if (tipArmed) return;
      tipArmed = true;
      port.setTimer(TIP_DELAY_SECONDS, certifyTip);
    },
    /** The audit tip that is certified now, and its proof. */
    certifiedTip() {
      const found = proof(['audit_tip']);
      const hash = tree.get(pathOf(['audit_tip']));
      return found && hash && { length: certifiedLength, hash, ...found };
    },
    /** Changes the tree, then certifies it once. */
    change(work: (of: typeof tree) => void): void {
      work(tree);
      certify();
    },
    /**
     * Certifies `value` (at most 1,024 bytes; a hash of what is larger) at a path of labels, with
     * this message. Costs about 3 M instructions a level of the tree: 39 M among 1,000 labels.
     */
    put(labels: readonly Label[], value: Uint8Array): void {
      tree.put(bounded(labels, value), value);
      certify();
    },
    /**
     * Stores the value now and certifies it within some seconds, many at a time: for what every
     * scan leaves. Survives upgrades. Never mix with `put` or `remove` at the same path.
     */
    putSoon(labels: readonly Label[], value: Uint8Array): void {
      waiting.append({ path: [...bounded(labels, value)], value });
      arm();
    },
    /** Takes a value out within some seconds, many at a time, in order with those put `soon`. */
    removeSoon(labels: readonly Label[]): void {
      waiting.append({ path: [...pathOf(labels)], value: undefined });
      arm();
    },
    /** Removes a value, or all below a label (then the cost grows with their number). */
    remove(labels: readonly Label[]): boolean {
      const removed = tree.remove(pathOf(labels));
      if (removed) certify();
      return removed;
    },
    /** The value in the tree; those put `soon` appear when they are certified. */
    get: (labels: readonly Label[]): Uint8Array | undefined => tree.get(pathOf(labels)),
    /**
     * In a query: the subnet's certificate, and the witness (a CBOR hash tree) that leads from it
     * to the values at these paths, or proves that there are none. Undefined in updates.
     */
    proof,
    tree,
  };
}
export type Certification = ReturnType<typeof createCertification>;
/** What a canister may do with the tree besides its pages. */
export type Certified = Pick<
  Certification,
  'put' | 'putSoon' | 'remove' | 'removeSoon' | 'get' | 'proof'
>;

/** Nodes of the certified tree as they are stored. */
import { binary } from '@qikcard/contracts';

const { bytes, fixedBytes, optional, struct, u8, u16, u32, versioned } = binary;

/**
 * `label`: a label with a value, or with the tree of labels below it. `fork`: labels whose bit
 * number `bit` is 0 on the left, those with 1 on the right; smaller bit numbers are above it.
 */
export type Node =
  | { kind: 'label'; label: Uint8Array; value?: Uint8Array; below: number; hash?: Uint8Array }
  | { kind: 'fork'; bit: number; left: number; right: number; hash?: Uint8Array };
export type LabelNode = Extract<Node, { kind: 'label' }>;

const hash = optional(fixedBytes(32));
const labelField = struct({ label: bytes, value: optional(bytes), below: u32, hash });
const forkField = struct({ bit: u16, left: u32, right: u32, hash });

export const nodeCodec = versioned<Node>(1, {
  write(writer, node) {
    u8.write(writer, node.kind === 'label' ? 0 : 1);
    if (node.kind === 'label') labelField.write(writer, { value: undefined, ...node } as never);
    else forkField.write(writer, node as never);
  },
  read(reader) {
    if (u8.read(reader) === 0) return { kind: 'label', ...labelField.read(reader) } as Node;
    return { kind: 'fork', ...forkField.read(reader) } as Node;
  },
});

/** Every byte is nine bits: one that says that it is there, then its own; so prefixes sort first. */
const BITS = 9;

/** Bit number `index` of a label, 0 behind its end. */
export function bitOf(label: Uint8Array, index: number): 0 | 1 {
  const at = Math.floor(index / BITS);
  if (at >= label.length) return 0;
  const inside = index % BITS;
  return inside === 0 || (label[at] >> (8 - inside)) & 1 ? 1 : 0;
}

/** The first bit in which two labels differ; undefined when they are equal. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    if (a[at] !== b[at]) return at * BITS + 1 + Math.clz32(a[at] ^ b[at]) - 24;
  }
  return a.length === b.length ? undefined : shorter * BITS;
}

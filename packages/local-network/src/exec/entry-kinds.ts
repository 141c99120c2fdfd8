/**
 * Where a System API function may be called from.
 * Source: interface spec, "Overview of imports": the letters beside every function.
 */
export const entry = {
  /** `canister_init`, `canister_post_upgrade` */
  I: 1,
  /** `canister_pre_upgrade` */
  G: 2,
  /** `canister_update` */
  U: 4,
  /** `canister_query` in replicated mode */
  RQ: 8,
  /** `canister_query` in non-replicated mode */
  NRQ: 16,
  /** `canister_query` as transform of an HTTP outcall */
  TQ: 32,
  /** `canister_composite_query` */
  CQ: 64,
  Ry: 128,
  Rt: 256,
  CRy: 512,
  CRt: 1024,
  C: 2048,
  CC: 4096,
  /** `canister_inspect_message` */
  F: 8192,
  /** system tasks: heartbeat, global timer, low wasm memory */
  T: 16384,
  /** `(start)` */
  s: 32768,
} as const;

export type EntryKind = (typeof entry)[keyof typeof entry];

const LABELS: Record<string, string> = {
  I: 'init',
  G: 'pre_upgrade',
  U: 'update',
  RQ: 'replicated query',
  NRQ: 'non replicated query',
  TQ: 'transform query',
  CQ: 'composite query',
  Ry: 'reply callback',
  Rt: 'reject callback',
  CRy: 'composite reply callback',
  CRt: 'composite reject callback',
  C: 'cleanup',
  CC: 'composite cleanup',
  F: 'inspect message',
  T: 'system task',
  s: 'start',
};

/** Name of an entry point in error messages. */
export const entryLabel = (kind: EntryKind): string =>
  LABELS[Object.entries(entry).find(([, bit]) => bit === kind)?.[0] ?? ''] as string;

/** A set of entry points in the spec's notation, e.g. `U RQ Ry`; `*` is every one but start. */
export function kinds(notation: string): number {
  let mask = 0;
  for (const letter of notation.split(' ')) {
    if (letter === '*') mask |= entry.s - 1;
    else mask |= entry[letter as keyof typeof entry];
  }
  return mask;
}

/** Whether an execution of this kind changes the replicated state. */
export const isReplicated = (kind: EntryKind): boolean =>
  (kind & kinds('I G U RQ Ry Rt C T s')) !== 0;

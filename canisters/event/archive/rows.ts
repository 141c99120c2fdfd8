/** What is stored about archived events, byte for byte. */
import { binary } from '@qikcard/contracts';

const { list, oneOf, optional, struct, u32, u64, versioned } = binary;

/** By position: only ever append. The order is that of the work. */
export const phases = ['waiting', 'log', 'feed', 'guests', 'done'] as const;

const archive = struct({
  phase: oneOf(...phases),
  /** When condensing begins. */
  dueAtNs: u64,
  /** How far `guests` has come, and how many pages that made. */
  after: u64,
  pages: u32,
  removed: u64,
  doneAtNs: optional(u64),
});
const visits = list(
  struct({
    registrationId: u64,
    entries: u32,
    lastEntryNs: optional(u64),
    lastExitNs: optional(u64),
  }),
);

export type ArchiveRow = binary.ValueOf<typeof archive>;
export type VisitRow = binary.ValueOf<typeof visits>[number];

export const codecs = { archive: versioned(1, archive), visits: versioned(1, visits) };

/**
 * What the event canister keeps in its certified tree, as bytes (docs/rosters-and-receipts.md):
 *
 *   roster / event 8 / registration 8            → RosterEntry
 *   roster_head / event 8                        → RosterHead
 *   admission / event 8 / registration 8 ‖ at 8  → AdmissionReceipt
 */
import {
  type Codec,
  fixedBytes,
  flag,
  oneOf,
  optional,
  str,
  struct,
  u32,
  u64,
  type ValueOf,
  versioned,
} from './binary.ts';

const rosterFields = {
  registrationId: u64,
  /** Counts the changes of the roster; every change of an entry gets the next one. */
  version: u64,
  status: oneOf('Valid', 'Revoked'),
  /** Ed25519 key of the holder's phone. */
  holderKey: optional(fixedBytes(32)),
  displayName: str,
  /** 0 for an event without types. */
  ticketType: u32,
};
const rosterEntry1 = struct(rosterFields);
const rosterEntry = struct({
  ...rosterFields,
  /** SHA-256 of the picture that the holder gave for the doors (docs/door-photos.md). */
  photoHash: optional(fixedBytes(32)),
});
const rosterHead = struct({ version: u64, valid: u32 });
const admissionReceipt = struct({ gate: str, undone: flag });

export type RosterEntry = ValueOf<typeof rosterEntry>;
export type RosterHead = ValueOf<typeof rosterHead>;
export type AdmissionReceipt = ValueOf<typeof admissionReceipt>;
const plainEntryCodec = versioned(1, rosterEntry1);
const anyEntryCodec = versioned(2, rosterEntry, {
  1: (reader) => ({ ...rosterEntry1.read(reader), photoHash: undefined }),
});
/** An entry without a picture is written as ever: readers that know no pictures go on with it. */
export const rosterEntryCodec: Codec<RosterEntry> = {
  encode: (entry) =>
    (entry.photoHash === undefined ? plainEntryCodec : anyEntryCodec).encode(entry),
  decode: (row) => anyEntryCodec.decode(row),
};
export const rosterHeadCodec = versioned(1, rosterHead);
export const admissionReceiptCodec = versioned(1, admissionReceipt);

function numbers(...values: bigint[]): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setBigUint64(8 * i, value);
  return bytes;
}

export const rosterPath = (eventId: bigint, registrationId: bigint) =>
  ['roster', numbers(eventId), numbers(registrationId)] as const;
export const rosterHeadPath = (eventId: bigint) => ['roster_head', numbers(eventId)] as const;
export const admissionPath = (eventId: bigint, registrationId: bigint, atNs: bigint) =>
  ['admission', numbers(eventId), numbers(registrationId, atNs)] as const;

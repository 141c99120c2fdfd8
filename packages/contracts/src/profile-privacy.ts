/** Everything the canister holds about the caller, and its removal. */
import { blob, bool, type Infer, nat32, nat64, opt, record, text, vec } from './candid.ts';

/** `json` is one record as JSON; numbers of 64 bits and principals are texts in it. */
export const ExportedRecord = record({ kind: text, json: text });
export type ExportedRecord = Infer<typeof ExportedRecord>;
/** `next` is opaque: hand it back to go on. */
export const ExportPage = record({ records: vec(ExportedRecord), next: opt(blob) });

export const Erasure = record({ done: bool, removed: nat32, requested_at_ns: nat64 });
export type Erasure = Infer<typeof Erasure>;

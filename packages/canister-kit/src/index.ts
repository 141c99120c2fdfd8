// First: everything below goes through TextEncoder and TextDecoder.
import './text.ts';

export type { AppendLog } from './append-log.ts';
export { appendLog } from './append-log.ts';
export { type BlockLog, createBlockLog } from './block-log.ts';
export { blockTip } from './block-tip.ts';
export { type Cell, type Counter, cell, counter } from './cell.ts';
export type { Certified, Label } from './certification.ts';
export type { Consent, Consents, ConsentsOf } from './consent.ts';
export { expose, exposeAsync } from './expose.ts';
export { all, anyone, either, isAnonymous, signedIn } from './guards.ts';
export { type Call, type Guard, InternalError, outcomeOf } from './handle.ts';
export type { HttpFile, Metric } from './http.ts';
export { ic } from './ic.ts';
export { type FactContext, on, type Reaction } from './inbox.ts';
export {
  audit,
  certified,
  certifyPage,
  certifyPages,
  directory,
  handle,
  handleQuery,
  hasRole,
  inGoodStanding,
  log,
  outbox,
  recordAudit,
  recordOwn,
  removePage,
  roles,
  secrets,
} from './instance.ts';
export {
  bytesKey,
  compositeKey,
  type KeyCodec,
  type KeyPart,
  principalKey,
  textKey,
  u8Key,
  u16Key,
  u32Key,
  u64Key,
} from './keys.ts';
export { prefixed, type RawMap } from './memory-map.ts';
export { type OrderedIndex, orderedIndex } from './ordered-index.ts';
export { definePlatform } from './platform.ts';
export type { PlatformOptions } from './platform-options.ts';
export { type RateLimit, rateLimit } from './rate-limit.ts';
export { openMap } from './raw-map.ts';
export {
  createSagas,
  type SagaEntry,
  type SagaOutcome,
  type SagaPlan,
  type Sagas,
} from './saga.ts';
export { type SagaWords, sagaReport } from './saga-report.ts';
export type { SecretKey } from './secrets.ts';
export { sha256 } from './sha256.ts';
export { type Table, table } from './table.ts';

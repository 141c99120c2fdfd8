/** What every QikCard canister answers, whatever its product part is. */
import {
  blob,
  bool,
  type Infer,
  nat16,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  tuple,
  update,
  variant,
  vec,
} from './candid.ts';
import { icrcApi } from './platform-icrc.ts';
import { operatorApi } from './platform-operator.ts';

export * from './canister-names.ts';

export * from './platform-icrc.ts';
export * from './platform-operator.ts';

/** The six canisters of one deployment. */
export const Directory = record({
  auth: principal,
  event: principal,
  nft: principal,
  profile: principal,
  analytics: principal,
  wallet: principal,
});
export type Directory = Infer<typeof Directory>;

/**
 * Given at install; on upgrade `null` keeps what was given before. `admins` bootstraps the role
 * `admin` in auth. `shard` numbers event canisters from 0.
 */
export const InitArgs = record({
  directory: Directory,
  admins: vec(principal),
  shard: nat16,
  /**
   * All event canisters by shard number, the directory's first; absent where there is only that
   * one. Only ever appended to: its length is its version.
   */
  event_shards: opt(vec(principal)),
});
export type InitArgs = Infer<typeof InitArgs>;
export const InitArgument = opt(InitArgs);

export const Version = record({ name: text, version: text, schema: nat32 });
export const Health = record({
  status: variant({ Healthy: nothing, Degraded: nothing }),
  /** Sentences for an operator, empty when healthy. */
  concerns: vec(text),
  time_ns: nat64,
});
/** `available: false` says plainly that a part of the design is not there yet. */
export const Capability = record({ name: text, available: bool, note: text });
export type Capability = Infer<typeof Capability>;

/** One state-changing call: who, what, outcome; chained by `hash = SHA-256(previous ‖ row)`. */
export const AuditEntry = record({
  index: nat64,
  at_ns: nat64,
  caller: principal,
  method: text,
  /** `Ok` or the name of the refusal. */
  outcome: text,
  /** Id of what was acted on, without personal data; empty when there is none. */
  subject: text,
  hash: blob,
});
export type AuditEntry = Infer<typeof AuditEntry>;
export const AuditTip = record({ length: nat64, hash: blob });

export const OutboxStatus = record({
  receiver: text,
  backlog: nat64,
  next_seq: nat64,
  acknowledged_seq: nat64,
  attempts: nat32,
  last_error: opt(text),
  /** Facts that the receiver trapped on; see `dead_letters`. */
  dead: nat32,
});

/** A fact as it travels: `body` is the row codec of its `kind` (facts.ts). */
export const FactEnvelope = record({ seq: nat64, at_ns: nat64, kind: nat16, body: blob });
export type FactEnvelope = Infer<typeof FactEnvelope>;
/**
 * Facts in order of `seq`, which counts from 1 within `stream`. A sender that was installed anew
 * starts another stream, so that its first facts are not taken for repetitions.
 */
export const FactBatch = record({ stream: nat64, facts: vec(FactEnvelope) });
export type FactBatch = Infer<typeof FactBatch>;
/** All facts up to and including this sequence number have taken effect. */
export const FactAck = record({ received_through: nat64 });
export const FactRefusal = variant({
  /** The sender is not a canister of this deployment that may send facts here. */
  StrangerCanister: nothing,
  TooMany: record({ limit: nat32 }),
  /** A fact is missing before the first one sent; send from here. */
  Gap: record({ expected_seq: nat64 }),
});

export const HttpHeader = tuple(text, text);
export const HttpRequest = record({
  method: text,
  url: text,
  headers: vec(HttpHeader),
  body: blob,
  certificate_version: opt(nat16),
});
export const HttpResponse = record({
  status_code: nat16,
  headers: vec(HttpHeader),
  body: blob,
  upgrade: opt(bool),
});

export const platformApi = {
  version: query([], Version),
  health: query([], Health),
  capabilities: query([], vec(Capability)),
  /** Oldest first from `start`; at most 100. Admins only. */
  audit_page: query([nat64, nat32], result(vec(AuditEntry), variant({ Forbidden: nothing }))),
  audit_tip: query([], AuditTip),
  outbox_status: query([], vec(OutboxStatus)),
  receive_facts: update([FactBatch], result(FactAck, FactRefusal)),
  /** The event canisters by shard number: where the client's router sends what carries an id. */
  event_shards: query([], vec(principal)),
  /** Version of the roles replica; equal everywhere when all role facts have arrived. */
  roles_version: query([], nat64),
  /** Instructions of state-changing calls since the last installation or upgrade. */
  instructions: query([], vec(record({ method: text, calls: nat64, total: nat64 }))),
  ...operatorApi,
  ...icrcApi,
};

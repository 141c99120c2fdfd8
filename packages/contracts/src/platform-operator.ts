/** What operators ask of every canister: certified audit tip, dead letters, maintenance, resources. */
import {
  blob,
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
  update,
  variant,
  vec,
} from './candid.ts';

const AdminRefusal = variant({ Forbidden: nothing });

/**
 * The audit tip as the subnet signed it: `certificate` is the IC's certificate of the canister's
 * certified data, `witness` (CBOR hash tree) leads from there to `hash` at the path `audit_tip`.
 * `length` entries lead to `hash`. It may lag the tip by some seconds.
 */
export const CertifiedTip = record({
  length: nat64,
  hash: blob,
  certificate: blob,
  witness: blob,
});
export type CertifiedTip = Infer<typeof CertifiedTip>;

/** A fact that its receiver trapped on again and again; the facts behind it went on. */
export const DeadLetter = record({
  seq: nat64,
  at_ns: nat64,
  kind: nat16,
  body_bytes: nat32,
  died_at_ns: nat64,
  reason: text,
});
export type DeadLetter = Infer<typeof DeadLetter>;

/** How far the facts of one sender have taken effect here. */
export const InboxStatus = record({ sender: text, stream: nat64, received_through: nat64 });

/** While it is on, updates other than an admin's platform operations are refused. */
export const Maintenance = record({ since_ns: nat64, by: principal, note: text });
export type Maintenance = Infer<typeof Maintenance>;

/** `Info`: what operators did and starts. `Debug`: every refusal too. Canister logs are bounded. */
export const LogLevel = variant({ Off: nothing, Info: nothing, Debug: nothing });
export type LogLevel = Infer<typeof LogLevel>;

export const Resources = record({
  cycles: nat64,
  /** Heap and stable memory as the network counts them, and when it was asked. */
  memory_bytes: opt(nat64),
  measured_at_ns: opt(nat64),
});

export const operatorApi = {
  /** Null where no certificate exists: in an update, or in a query that was not asked directly. */
  audit_certificate: query([], opt(CertifiedTip)),
  /** By receiver, oldest first; at most 100 are ever held per receiver. Admins only. */
  dead_letters: query([text], result(vec(DeadLetter), AdminRefusal)),
  /**
   * Sends dead letters again behind everything that waits, in their old order; gives their number.
   * An empty list means all. Admins only.
   */
  retry_dead_letters: update([text, vec(nat64)], result(nat32, AdminRefusal)),
  /**
   * Gives dead letters up for good: their receiver never hears of them. Only the named ones; gives
   * their number. Admins only.
   */
  discard_dead_letters: update([text, vec(nat64)], result(nat32, AdminRefusal)),
  inbox_status: query([], vec(InboxStatus)),
  maintenance: query([], opt(Maintenance)),
  /** A note starts it, null ends it. Admins only; it outlives upgrades. */
  set_maintenance: update([opt(text)], result(opt(Maintenance), AdminRefusal)),
  log_level: query([], LogLevel),
  set_log_level: update([LogLevel], result(nothing, AdminRefusal)),
  /** Admins only: a balance tells an attacker how long draining would take. */
  resources: query([], result(Resources, AdminRefusal)),
};

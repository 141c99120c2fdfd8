/** Readers of an event: what they may do, how they are. */
import { bool, type Infer, nat8, nat32, nat64, opt, principal, record, text } from './candid.ts';
import { Device } from './event-scan.ts';

/** What a reader is there for. Without a policy it may do everything but work by hand. */
export const DevicePolicy = record({
  /** Scans go through this list, whatever the reader says. */
  forced_list: opt(nat64),
  /** Scans count at this gate, whatever the reader says; empty: the reader says it. */
  forced_gate: text,
  may_check_in: bool,
  may_check_out: bool,
  may_move_by_hand: bool,
  may_lend: bool,
});
export type DevicePolicy = Infer<typeof DevicePolicy>;

/** How a reader is, about once a minute; not audited. */
export const Heartbeat = record({
  /** 255: it has no battery. */
  battery_percent: nat8,
  firmware: text,
  queue_depth: nat32,
  /** The reader's clock when it sent this. */
  reader_at_ns: nat64,
});
export type Heartbeat = Infer<typeof Heartbeat>;

export const FleetDevice = record({
  device: Device,
  policy: DevicePolicy,
  heartbeat: opt(
    record({
      at_ns: nat64,
      battery_percent: nat8,
      firmware: text,
      queue_depth: nat32,
      /** How far the reader's clock is off; ahead or behind. */
      clock_skew_seconds: nat32,
      clock_is_ahead: bool,
    }),
  ),
});
export type FleetDevice = Infer<typeof FleetDevice>;
export const DevicePolicyChange = record({ id: principal, policy: DevicePolicy });
export const HeartbeatReply = record({
  now_ns: nat64,
  policy: DevicePolicy,
  /** The plan to fetch when the reader has an older one. */
  plan_version: nat32,
});
export type HeartbeatReply = Infer<typeof HeartbeatReply>;

/** How the readers of an event are, and what they may do. */

import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  DEVICES_PER_EVENT_MAX,
  type DevicePolicy,
  type DevicePolicyChange,
  type EventRefusal,
  err,
  eventApi,
  type FleetDevice,
  GATE_MAX_CHARS,
  type Heartbeat,
  type HeartbeatReply,
  type Infer,
  ok,
  type Pairing,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { newPairing, viewOf } from './devices.ts';
import { checkText } from './domain/text.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { planOf } from './plans.ts';
import type { DeviceRow } from './rows.ts';
import type { HeartbeatRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { devices, devicesOfEvent, doors } from './store.ts';
import { devicePolicies, heartbeats, keyRolls } from './store-doors.ts';

const FIRMWARE_MAX_CHARS = 40;
const NO_BATTERY = 255;
const SECOND_NS = 1_000_000_000n;
const HEARTBEATS_PER_MINUTE = 6;
const beats = rateLimit({ burst: HEARTBEATS_PER_MINUTE, perMinute: HEARTBEATS_PER_MINUTE });

/** Everything but work by hand. */
export const DEFAULT_POLICY: DevicePolicy = {
  forced_list: [],
  forced_gate: '',
  may_check_in: true,
  may_check_out: true,
  may_move_by_hand: false,
  may_lend: true,
};

export class Fleet {
  @served(eventApi.fleet)
  fleet(call: Call, eventId: bigint): Result<FleetDevice[], EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const keys = devicesOfEvent.scan({ prefix: [eventId], limit: DEVICES_PER_EVENT_MAX });
    return ok(keys.map(([, id]) => fleetView(id, devices.get(id) as DeviceRow)));
  }

  @served(eventApi.my_device)
  my_device(call: Call): Result<FleetDevice, EventRefusal> {
    const row = devices.get(call.caller);
    return row ? ok(fleetView(call.caller, row)) : err({ UnknownDevice: null });
  }

  @served(eventApi.set_device_policy)
  set_device_policy(
    call: Call,
    { id, policy }: Infer<typeof DevicePolicyChange>,
  ): Result<FleetDevice, EventRefusal> {
    const row = devices.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownDevice: null });
    call.subject = row.eventId.toString();
    if (!runsEvent(call, door, row.eventId)) return err({ Forbidden: null });
    const problem = problemOfPolicy(row.eventId, policy);
    if (problem) return err(problem);
    devicePolicies.put(id, policy);
    return ok(fleetView(id, row));
  }

  @served(eventApi.device_heartbeat)
  device_heartbeat(call: Call, beat: Heartbeat): Result<HeartbeatReply, EventRefusal> {
    call.unaudited = true;
    const row = call.caller.isAnonymous() ? undefined : devices.get(call.caller);
    if (row === undefined || row.revoked) return err({ UnknownDevice: null });
    const wait = beats.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const problem = problemOfBeat(beat);
    if (problem) return err(problem);
    heartbeats.put(call.caller, rowOf(beat, call.nowNs));
    devices.put(call.caller, { ...row, lastSeenNs: call.nowNs });
    const policy = devicePolicies.get(call.caller) ?? DEFAULT_POLICY;
    return ok({ now_ns: call.nowNs, policy, plan_version: planOf(row.eventId).version });
  }

  @served(eventApi.roll_device_key)
  roll_device_key(call: Call): Result<Infer<typeof Pairing>, EventRefusal> {
    const row = call.caller.isAnonymous() ? undefined : devices.get(call.caller);
    if (row === undefined || row.revoked) return err({ UnknownDevice: null });
    call.subject = row.eventId.toString();
    const { eventId: event_id, name, gate } = row;
    const made = newPairing({ event_id, name, gate }, call.nowNs);
    if (made === undefined) return err({ KeysNotReady: null });
    keyRolls.put(made.hash, { replaces: call.caller });
    return ok(made.pairing);
  }
}

function problemOfPolicy(eventId: bigint, policy: DevicePolicy): EventRefusal | undefined {
  const [list] = policy.forced_list;
  if (list !== undefined && !planOf(eventId).lists.some(({ id }) => id === list)) {
    return { UnknownList: null };
  }
  return checkText('forced_gate', policy.forced_gate, 0, GATE_MAX_CHARS);
}

function problemOfBeat({ battery_percent, firmware }: Heartbeat): EventRefusal | undefined {
  if (battery_percent > 100 && battery_percent !== NO_BATTERY) {
    return { Invalid: { field: 'battery_percent', problem: 'is at most 100, or 255 for none' } };
  }
  return checkText('firmware', firmware, 0, FIRMWARE_MAX_CHARS);
}

function rowOf(beat: Heartbeat, nowNs: bigint): HeartbeatRow {
  const skewNs = beat.reader_at_ns - nowNs;
  const seconds = Number((skewNs < 0n ? -skewNs : skewNs) / SECOND_NS);
  return {
    atNs: nowNs,
    batteryPercent: beat.battery_percent,
    firmware: beat.firmware,
    queueDepth: beat.queue_depth,
    clockSkewSeconds: Math.min(seconds, 0xffff_ffff),
    clockIsAhead: skewNs > 0n,
  };
}

function fleetView(id: Principal, row: DeviceRow): FleetDevice {
  const beat = heartbeats.get(id);
  return {
    device: viewOf(id, row),
    policy: devicePolicies.get(id) ?? DEFAULT_POLICY,
    heartbeat: toOpt(
      beat && {
        at_ns: beat.atNs,
        battery_percent: beat.batteryPercent,
        firmware: beat.firmware,
        queue_depth: beat.queueDepth,
        clock_skew_seconds: beat.clockSkewSeconds,
        clock_is_ahead: beat.clockIsAhead,
      },
    ),
  };
}

/** Methods of the event canister for its doors and readers. */
import {
  bool,
  nat8,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  result,
  type Shape,
  text,
  update,
  vec,
} from './candid.ts';
import { DevicePolicyChange, FleetDevice, Heartbeat, HeartbeatReply } from './event-devices.ts';
import {
  Conflict,
  ConflictPage,
  Dispute,
  DisputeRequest,
  EntryTrial,
  LiveBoard,
  LogFilter,
  LogPage,
  ManualMove,
  MassCheckOut,
  OwnLogPage,
  ReplayPage,
  Resolution,
  TrialOutcome,
} from './event-doors.ts';
import { EventRefusal } from './event-refusal.ts';
import { Pairing, Verdict } from './event-scan.ts';
import { CheckInList, DoorPlan } from './rules/list.ts';

const or = <T>(shape: Shape<T>) => result(shape, EventRefusal);

const planApi = {
  /** Organizer, staff and readers of the event. */
  door_plan: query([nat64], or(DoorPlan)),
  /** By the organizer. Replaces the plan of the same version and gives it the next one. */
  set_door_plan: update([nat64, DoorPlan], or(DoorPlan)),
  /** What the canister would say to a case; changes nothing. */
  try_entry: query([nat64, EntryTrial], or(TrialOutcome)),
  /** Past scans, oldest first, that would have ended differently with this list. */
  replay_scans: query([nat64, CheckInList, opt(nat64), nat32], or(ReplayPage)),
};
const movesApi = {
  /** By staff, without a code. */
  move_by_hand: update([ManualMove], Verdict),
  /** By staff: takes back the latest move of a registration, within ten minutes. */
  undo_move: update([nat64, text], or(nothing)),
  /** By staff, who have seen an identity card: years proven, 0 to forget them. */
  set_age_checked: update([nat64, nat8], or(nothing)),
  /** By the organizer: everybody inside is checked out at this time, or now. */
  check_out_everybody: update([nat64, opt(nat64)], or(MassCheckOut)),
  /** Only what has not begun can be called off. */
  call_off_check_out: update([nat64], or(nothing)),
  mass_check_out: query([nat64], or(opt(MassCheckOut))),
};
const boardApi = {
  /** Organizer and staff. */
  live_board: query([nat64], or(LiveBoard)),
  /** Newest first; the cursor is the last `seq`. Kept for 90 days. */
  scan_log: query([nat64, LogFilter, opt(nat64), nat32], or(LogPage)),
  /** By the holder: what the scan log says of their place. Kept for 90 days. */
  my_door_log: query([nat64, opt(nat64), nat32], or(OwnLogPage)),
  /** Open ones only, or all; newest first. */
  conflicts: query([nat64, bool, opt(nat64), nat32], or(ConflictPage)),
  /** By the holder, about a scan of the last 90 days; a second one about the same scan changes nothing. */
  dispute_scan: update([DisputeRequest], or(Dispute)),
  /** By the holder: at most 20. */
  my_disputes: query([nat64], or(vec(Dispute))),
  /** By staff; revoking by the organizer. */
  resolve_conflict: update([nat64, nat64, Resolution, text], or(Conflict)),
};
const fleetApi = {
  /** Organizer and staff: readers with their health. */
  fleet: query([nat64], or(vec(FleetDevice))),
  set_device_policy: update([DevicePolicyChange], or(FleetDevice)),
  /** By a reader, about once a minute. */
  device_heartbeat: update([Heartbeat], or(HeartbeatReply)),
  /** By a reader: a code with which its next key takes its place. */
  roll_device_key: update([], or(Pairing)),
  /** By a reader: its own policy. */
  my_device: query([], or(FleetDevice)),
};

export const doorsApi = { ...planApi, ...movesApi, ...boardApi, ...fleetApi };

/** A place at an event, as its holder and staff see it. */
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';

export const RegistrationState = variant({ Active: nothing, Cancelled: nothing, Revoked: nothing });
export type RegistrationState = Infer<typeof RegistrationState>;

export const Registration = record({
  id: nat64,
  event_id: nat64,
  /** A principal that nobody has while a guest added by hand has not claimed their place. */
  holder: principal,
  display_name: text,
  registered_at_ns: nat64,
  inside: bool,
  checked_in_at_ns: opt(nat64),
  checked_out_at_ns: opt(nat64),
  /** No longer a way in: cancelled by the holder or taken back by the organizer (`state`). */
  revoked: bool,
  state: RegistrationState,
  /** 0: the event has no types. */
  ticket_type: nat32,
  /** Staff should look at the guest's card first. */
  attention: bool,
  /** Whether a person holds it; guests added by hand claim theirs with a code. */
  claimed: bool,
});
export type Registration = Infer<typeof Registration>;
export const AttendancePage = record({ rows: vec(Registration), next: opt(nat64) });

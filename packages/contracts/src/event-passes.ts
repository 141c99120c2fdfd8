/** Rotating passes: the key of a holder's phone, what an event asks of a code, the gate's challenge. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  update,
  variant,
} from './candid.ts';
import { EventRefusal } from './event-refusal.ts';

export const HolderKey = record({
  registration_id: nat64,
  /** Ed25519, 32 bytes. */
  public_key: blob,
  bound_at_ns: nat64,
});
export type HolderKey = Infer<typeof HolderKey>;
export const HolderKeyRequest = record({ registration_id: nat64, public_key: blob });

/** What a code must prove about who shows it, from least to most. */
export const PossessionPolicy = variant({
  Optional: nothing,
  /** A signature of the holder's phone, seconds old, or a card that counts its taps. */
  Required: nothing,
  /** The holder's phone answers what the gate shows. */
  GateChallenge: nothing,
});
export type PossessionPolicy = Infer<typeof PossessionPolicy>;

export const PassPolicy = record({
  possession: PossessionPolicy,
  /** Whose check of a signature counts: the enrolled reader's, or only the canister's own. */
  checked_by: variant({ Reader: nothing, Canister: nothing }),
  /** Cards that only say their number, which anybody can copy, are accepted. */
  plain_cards: bool,
});
export type PassPolicy = Infer<typeof PassPolicy>;

export const passesApi = {
  /**
   * By the holder: the phone whose signature counts from now on. Another key than before withdraws
   * the open tokens of the registration.
   */
  bind_holder_key: update([HolderKeyRequest], result(HolderKey, EventRefusal)),
  /** By the holder: the key that is bound, if one is. */
  holder_key: query([nat64], result(opt(HolderKey), EventRefusal)),
  /** By the organizer. */
  set_pass_policy: update([nat64, PassPolicy], result(PassPolicy, EventRefusal)),
  /** Everybody: a phone shows the form of code that its event asks for. */
  pass_policy: query([nat64], result(PassPolicy, EventRefusal)),
  /** By a reader or staff: the 32 secret bytes from which the caller's challenges come. */
  open_gate_challenge: update([nat64, blob], result(nat32, EventRefusal)),
};

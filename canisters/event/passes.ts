/** Rotating passes: keys of phones, what an event asks of codes, challenges of gates. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  GATE_SECRET_BYTES,
  gateNonce,
  HOLDER_KEYS_PER_HOUR,
  type HolderKey,
  type HolderKeyRequest,
  type Infer,
  ok,
  PASS_STEP_SECONDS,
  type PassPolicy,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { isSigned, problemOfPublicKey } from './domain/holder-key.ts';
import { DEFAULT_PASS_POLICY, STEP_USES_KEPT_SECONDS } from './domain/possession.ts';
import type { ProofLookups } from './domain/proof.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { roles } from './platform.ts';
import { publishToRoster } from './rosters.ts';
import type { CodeUse, HolderKeyRow, PassPolicyRow, RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import {
  devices,
  doors,
  gateSecrets,
  holderKeys,
  passPolicies,
  registrations,
  stepUseOrder,
  stepUses,
} from './store.ts';
import { revokeOpenTokens } from './tokens.ts';

type Answer = Result<HolderKey, EventRefusal>;

const PRUNED_PER_USE = 2;
const STEP_NS = BigInt(PASS_STEP_SECONDS) * 1_000_000_000n;
const binding = rateLimit({ burst: HOLDER_KEYS_PER_HOUR, perMinute: HOLDER_KEYS_PER_HOUR / 60 });

export class Passes {
  @served(eventApi.bind_holder_key)
  bind_holder_key(call: Call, request: Infer<typeof HolderKeyRequest>): Answer {
    const { registration_id: id, public_key: publicKey } = request;
    call.subject = id.toString();
    const registration = registrations.get(id);
    const problem =
      problemOfHolder(call, registration) ??
      (registration?.revoked ? { RegistrationRevoked: null } : undefined) ??
      (roles.isSuspended(call.caller) ? { HolderSuspended: null } : undefined);
    if (problem) return err(problem);
    const before = holderKeys.get(id);
    if (before && sameKey(before.publicKey, publicKey)) return ok(viewOf(id, before));
    const wait = binding.take(id.toString(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const invalid = problemOfPublicKey(publicKey);
    if (invalid) return err(invalid);
    // A stolen session must not leave the owner's open codes good beside its own.
    if (before) revokeOpenTokens(id, call.nowNs);
    const row = { publicKey, boundAtNs: call.nowNs };
    holderKeys.put(id, row);
    publishToRoster(id, registration as RegistrationRow);
    return ok(viewOf(id, row));
  }

  @served(eventApi.holder_key)
  holder_key(call: Call, id: bigint): Result<[] | [HolderKey], EventRefusal> {
    const problem = problemOfHolder(call, registrations.get(id));
    if (problem) return err(problem);
    const row = holderKeys.get(id);
    return ok(toOpt(row && viewOf(id, row)));
  }

  @served(eventApi.set_pass_policy)
  set_pass_policy(
    call: Call,
    eventId: bigint,
    policy: PassPolicy,
  ): Result<PassPolicy, EventRefusal> {
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    passPolicies.put(eventId, rowOfPolicy(policy));
    return ok(policy);
  }

  @served(eventApi.pass_policy)
  pass_policy(_: Call, eventId: bigint): Result<PassPolicy, EventRefusal> {
    if (doors.get(eventId) === undefined) return err({ UnknownEvent: null });
    return ok(viewOfPolicy(passPolicyOf(eventId)));
  }

  @served(eventApi.open_gate_challenge)
  open_gate_challenge(
    call: Call,
    eventId: bigint,
    secret: Uint8Array,
  ): Result<number, EventRefusal> {
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (call.caller.isAnonymous()) return err({ SignInRequired: null });
    const device = devices.get(call.caller);
    const isReader = device?.eventId === eventId && !device.revoked;
    if (!isReader && !staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    if (secret.length !== GATE_SECRET_BYTES) {
      const problem = `must have ${GATE_SECRET_BYTES} bytes`;
      return err({ Invalid: { field: 'secret', problem } });
    }
    gateSecrets.put([eventId, call.caller], secret);
    return ok(PASS_STEP_SECONDS);
  }
}

function problemOfHolder(
  { caller }: Call,
  registration: RegistrationRow | undefined,
): EventRefusal | undefined {
  if (caller.isAnonymous()) return { SignInRequired: null };
  if (registration === undefined) return { UnknownRegistration: null };
  return caller.compareTo(registration.holder) === 'eq' ? undefined : { Forbidden: null };
}

const sameKey = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

const viewOf = (id: bigint, { publicKey, boundAtNs }: HolderKeyRow): HolderKey => ({
  registration_id: id,
  public_key: publicKey,
  bound_at_ns: boundAtNs,
});

const rowOfPolicy = (policy: PassPolicy): PassPolicyRow => ({
  possession: Object.keys(policy.possession)[0] as PassPolicyRow['possession'],
  checkedBy: Object.keys(policy.checked_by)[0] as PassPolicyRow['checkedBy'],
  plainCards: policy.plain_cards,
});
const viewOfPolicy = (row: PassPolicyRow): PassPolicy => ({
  possession: { [row.possession]: null } as PassPolicy['possession'],
  checked_by: { [row.checkedBy]: null } as PassPolicy['checked_by'],
  plain_cards: row.plainCards,
});

/** What an event asks of codes; until it says so, the usual. */
export const passPolicyOf = (eventId: bigint): PassPolicyRow =>
  passPolicies.get(eventId) ?? DEFAULT_PASS_POLICY;

/** Forgets the phone of a registration, as when it goes to somebody else. */
export function unbindHolderKey(registrationId: bigint): void {
  const registration = registrations.get(registrationId);
  if (holderKeys.remove(registrationId) && registration) {
    publishToRoster(registrationId, registration);
  }
}

/** How passes are looked up for one caller (domain/proof.ts). */
export const passLookups = (
  caller: Call['caller'],
): Pick<ProofLookups, 'holderKey' | 'isSigned' | 'stepUse' | 'passPolicy' | 'gateNonce'> => ({
  holderKey: (id) => holderKeys.get(id)?.publicKey,
  isSigned,
  stepUse: (id, step) => stepUses.get([id, step]),
  passPolicy: passPolicyOf,
  gateNonce: (eventId, step) => {
    const secret = gateSecrets.get([eventId, caller]);
    return secret && gateNonce(secret, step);
  },
});

/** Uses a step of a registration up. */
export function consumeStep(
  registrationId: bigint,
  step: number,
  use: CodeUse,
  nowNs: bigint,
): void {
  const before = Number(nowNs / STEP_NS) - STEP_USES_KEPT_SECONDS / PASS_STEP_SECONDS - 1;
  for (const [old, id] of stepUseOrder.scan({ limit: PRUNED_PER_USE })) {
    if (old >= before) break;
    stepUses.remove([id, old]);
    stepUseOrder.remove([old, id]);
  }
  stepUses.put([registrationId, step], use);
  stepUseOrder.insert([step, registrationId]);
}

import type { Principal } from '@dfinity/principal';
import type { Canister } from '../exec/canister.ts';
import { code, type Fault, fault, sentence } from '../exec/reject.ts';
import type { ChangeDetails, ChangeOrigin, Origin } from '../exec/types.ts';
import type { World } from '../exec/world.ts';
import type { Subnet } from '../replica.ts';

/** Refuses a management call. */
export class ManagementError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** One call to the management canister. */
export type CallContext = {
  world: World;
  method: string;
  /** Where canisters are created. */
  subnet: Subnet;
  sender: Uint8Array;
  /** The calling canister; undefined for users. */
  caller: Canister | undefined;
  origin: Origin;
  /** Attached cycles not accepted yet; what is left returns to the caller. */
  cycles: bigint;
};

export function refuse(errorCode: number, message: string): never {
  throw new ManagementError(fault(errorCode, message));
}

/** The canister named in an argument. */
export function canisterNamed(context: CallContext, principal: Principal): Canister {
  const canister = context.world.find(principal.toUint8Array());
  return canister ?? refuse(code.canisterNotFound, sentence.notFound(principal.toText()));
}

/** The canister named in an argument, if the caller controls it. */
export function controlled(context: CallContext, principal: Principal): Canister {
  const canister = canisterNamed(context, principal);
  if (!canister.isController(context.sender)) refuse(...notController(canister, context.method));
  return canister;
}

/** Why somebody who is no controller may not call a method. */
export const notController = (canister: Canister, method: string): [number, string] => [
  code.notController,
  `Only controllers of canister ${canister.text} can call ic00 method ${method}`,
];

/** Takes cycles from those attached to the call. */
export function acceptCycles(context: CallContext, amount: bigint): void {
  if (context.cycles < amount) {
    refuse(
      code.rejectedMessage,
      `${context.method} request sent with ${context.cycles} cycles, but ${amount} cycles are required.`,
    );
  }
  context.cycles -= amount;
}

const HISTORY_KEPT = 20;

/** Appends to the canister's history (interface spec, "canister_info"). */
export function recordChange(
  context: CallContext,
  canister: Canister,
  details: ChangeDetails,
  senderVersion: bigint | undefined,
): void {
  const { state } = canister;
  const origin: ChangeOrigin = context.caller
    ? { kind: 'canister', id: context.sender, version: senderVersion }
    : { kind: 'user', id: context.sender };
  const timestampNs = context.world.timeNs;
  state.history.push({ timestampNs, version: state.version, origin, details });
  state.historyTotal++;
  if (state.history.length > HISTORY_KEPT) state.history.shift();
}

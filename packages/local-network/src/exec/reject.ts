import type { Reject, RejectCode } from '../replica.ts';

/** A failure with the replica's error code, whose hundreds are the reject code. */
export type Fault = { code: number; message: string };

/** Error codes of the replica (crate `ic-error-types`). */
export const code = {
  queueFull: 201,
  ingressTimeout: 202,
  canisterIdExists: 205,
  stopTimeout: 206,
  outOfCycles: 207,
  canisterNotFound: 301,
  insufficientCyclesForCreate: 403,
  subnetNotFound: 404,
  notHostedBySubnet: 405,
  rejectedMessage: 406,
  unknownManagementMethod: 407,
  invalidManagementPayload: 408,
  trapped: 502,
  calledTrap: 503,
  contractViolation: 504,
  invalidWasm: 505,
  didNotReply: 506,
  outOfMemory: 507,
  stopped: 508,
  stopping: 509,
  notStopped: 510,
  stoppingCancelled: 511,
  notController: 512,
  functionNotFound: 513,
  nonEmpty: 514,
  queryLoop: 517,
  insufficientCyclesInCall: 520,
  instructionLimit: 522,
  queryTooDeep: 525,
  queryGraphInstructions: 526,
  compositeInReplicated: 527,
  methodNotFound: 536,
  noModule: 537,
  wasmMemoryLimit: 539,
  deadlineExpired: 601,
} as const;

export const fault = (errorCode: number, message: string): Fault => ({ code: errorCode, message });

/** The rejection that callers see. */
export const rejection = ({ code: errorCode, message }: Fault): Reject => ({
  kind: 'reject',
  code: Math.floor(errorCode / 100) as RejectCode,
  message,
  errorCode: `IC${String(errorCode).padStart(4, '0')}`,
});

/** Thrown by System API functions; ends the execution of the message. */
export class CanisterTrap extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

const DOCS = 'https://internetcomputer.org/docs/current/references/execution-errors';
const GRACEFULLY =
  'Consider gracefully handling failures from this canister or altering the canister to handle exceptions.';

/** Sentences as the replica words them; `canister` is the textual id. */
export const sentence = {
  trapped: (canister: string, what: string) =>
    `Error from Canister ${canister}: Canister trapped: ${what}.\n${GRACEFULLY} See documentation: ${DOCS}#trapped`,
  calledTrap: (canister: string, message: string) =>
    `Error from Canister ${canister}: Canister called \`ic0.trap\` with message: '${message}'.\n${GRACEFULLY} See documentation: ${DOCS}#trapped-explicitly`,
  contract: (canister: string, what: string) =>
    `Error from Canister ${canister}: Canister violated contract: ${what}`,
  instructionLimit: (canister: string, limit: number) =>
    `Error from Canister ${canister}: Canister exceeded the limit of ${limit} instructions for single message execution.\nTry optimizing this canister to use fewer instructions or split the execution over multiple messages. See documentation: ${DOCS}#instruction-limit-exceeded`,
  noMethod: (canister: string, kind: string, name: string) =>
    `Error from Canister ${canister}: Canister has no ${kind} method '${name}'.\nCheck that the method being called is exported by the target canister. See documentation: ${DOCS}#method-not-found`,
  noModule: (canister: string) =>
    `Error from Canister ${canister}: Attempted to execute a message, but the canister contains no Wasm module.\nPlease install code to this canister before calling it. See documentation: ${DOCS}#wasm-module-not-found`,
  notFound: (canister: string) => `Canister ${canister} not found`,
  didNotReply: (canister: string) => `Canister ${canister} did not reply to the call`,
  stopped: (canister: string) => `Canister ${canister} is stopped`,
  stopping: (canister: string) => `Canister ${canister} is stopping`,
  outOfCycles: (canister: string, missing: bigint) =>
    `Canister ${canister} is out of cycles: please top up the canister with at least ${missing} additional cycles`,
  invalidWasm: (canister: string, why: string) =>
    `Error from Canister ${canister}: Canister's Wasm module is not valid: ${why}.`,
};

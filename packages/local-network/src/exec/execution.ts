import type { Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { type EntryKind, isReplicated } from './entry-kinds.ts';
import type { Closure } from './types.ts';

/** A call under construction or performed, sent only when the message succeeds. */
export type OutgoingCall = {
  callee: Uint8Array;
  method: string;
  reply: Closure;
  reject: Closure;
  cleanup: Closure | undefined;
  data: Uint8Array[];
  dataBytes: number;
  cycles: bigint;
  timeoutSeconds: number | undefined;
  prepaidExecution: bigint;
  prepaidTransmission: bigint;
};

export type ExecutionInput = {
  kind: EntryKind;
  canister: Canister;
  timeNs: bigint;
  limit: number;
  caller: Uint8Array;
  arg?: Uint8Array;
  method?: string;
  rejectCode?: number;
  rejectMessage?: Uint8Array;
  deadlineNs?: bigint;
  available?: bigint;
  refunded?: bigint;
  /** Whether the call still awaits its answer. */
  canReply?: boolean;
  contextInstructions?: number;
  dataCertificate?: () => Uint8Array;
  log?: (content: Uint8Array) => void;
};

/** What one message may see and what it has done so far; taken over only if it succeeds. */
export class Execution {
  readonly kind: EntryKind;
  readonly canister: Canister;
  readonly timeNs: bigint;
  readonly limit: number;
  readonly caller: Uint8Array;
  readonly arg: Uint8Array;
  readonly method: string;
  readonly rejectCode: number;
  readonly rejectMessage: Uint8Array | undefined;
  readonly deadlineNs: bigint;
  readonly refunded: bigint;
  readonly contextInstructions: number;
  readonly dataCertificate: (() => Uint8Array) | undefined;
  readonly log: (content: Uint8Array) => void;

  balance: bigint;
  available: bigint;
  burned = 0n;
  canReply: boolean;
  response: Response | undefined;
  replyParts: Uint8Array[] = [];
  replyBytes = 0;
  pendingCall: OutgoingCall | undefined;
  calls: OutgoingCall[] = [];
  certifiedData: Uint8Array | undefined;
  timerNs: bigint | undefined;
  accepted = false;

  constructor(input: ExecutionInput) {
    this.kind = input.kind;
    this.canister = input.canister;
    this.timeNs = input.timeNs;
    this.limit = input.limit;
    this.caller = input.caller;
    this.arg = input.arg ?? new Uint8Array(0);
    this.method = input.method ?? '';
    this.rejectCode = input.rejectCode ?? 0;
    this.rejectMessage = input.rejectMessage;
    this.deadlineNs = input.deadlineNs ?? 0n;
    this.refunded = input.refunded ?? 0n;
    this.contextInstructions = input.contextInstructions ?? 0;
    this.dataCertificate = input.dataCertificate;
    this.log = input.log ?? (() => {});
    this.balance = input.canister.state.cycles;
    this.available = input.available ?? 0n;
    this.canReply = input.canReply ?? false;
  }

  get replicated(): boolean {
    return isReplicated(this.kind);
  }

  /** A call that was not performed returns its cycles. */
  discardPendingCall(): void {
    if (this.pendingCall) this.balance += this.pendingCall.cycles;
    this.pendingCall = undefined;
  }
}

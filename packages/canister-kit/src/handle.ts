/**
 * The call spine: gate → guard → body → audit → reply. The body is synchronous, so nothing can happen
 * between a decision and what it stores. A returned refusal commits: validate, then write, then
 * return. A throw is a bug: it becomes a trap with a code, and nothing of the message survives.
 */
import type { Principal } from '@dfinity/principal';

export type Call = {
  readonly caller: Principal;
  readonly nowNs: bigint;
  readonly method: string;
  /** Id of what is acted on, for the audit trail; no personal data. */
  subject: string;
  /** For the audit trail, when the reply does not tell (a batch): otherwise `Ok` or the refusal. */
  outcome: string | undefined;
  /** True: this call leaves no record of its own, because a cheaper one says the same. */
  unaudited?: boolean;
};

/** A refusal, or undefined when the caller may go on. */
export type Guard<R> = (call: Call) => R | undefined;

/** Makes an asynchronous body a type error: nothing may await between check and write. */
export type Synchronous<T> = [T] extends [never]
  ? []
  : T extends PromiseLike<unknown>
    ? [asyncBody: never]
    : [];

/** A guard that never refuses adds nothing to the reply. */
export type Answer<Reply, R> = [R] extends [never] ? Reply : Reply | { Err: R };

export type SpinePort = {
  caller(): Principal;
  nowNs(): bigint;
  instructions(): bigint;
  trap(code: string): never;
  /** Why no update may run now; undefined when this one may. */
  closed?(method: string, nowNs: bigint): string | undefined;
  audit(call: Call, outcome: string): void;
  /** Counts a refusal, whether or not it is audited. */
  refused?(call: Call, outcome: string): void;
  count(method: string, instructions: bigint): void;
};

/** A bug with a name: becomes the trap message, without a stack. */
export class InternalError extends Error {}

/** `Ok`, or the name of the refusal in an `Err` or `Refused` case. */
export function outcomeOf(reply: unknown): string {
  if (typeof reply !== 'object' || reply === null) return 'Ok';
  const refusal =
    (reply as { Err?: unknown }).Err ?? (reply as { Refused?: unknown }).Refused ?? undefined;
  return typeof refusal === 'object' && refusal !== null ? Object.keys(refusal)[0] : 'Ok';
}

export function createSpine(port: SpinePort) {
  function run<Reply>(method: string, body: (call: Call) => Reply): Reply {
    try {
      const call: Call = {
        caller: port.caller(),
        nowNs: port.nowNs(),
        method,
        subject: '',
        outcome: undefined,
      };
      const reply = body(call);
      port.count(method, port.instructions());
      return reply;
    } catch (error) {
      return port.trap(`QIKCARD_BUG ${method}: ${describe(error)}`);
    }
  }

  /** Runs a state-changing call: one audit record, whatever the outcome. */
  function handle<Reply, R>(
    method: string,
    guard: Guard<R>,
    body: (call: Call) => Reply,
    ..._: Synchronous<Reply>
  ): Answer<Reply, R> {
    const closed = port.closed?.(method, port.nowNs());
    if (closed !== undefined) return port.trap(closed);
    return run(method, (call) => {
      const refusal = guard(call);
      const reply = refusal === undefined ? body(call) : { Err: refusal };
      const outcome = call.outcome ?? outcomeOf(reply);
      if (outcome !== 'Ok') port.refused?.(call, outcome);
      if (call.unaudited !== true) port.audit(call, outcome);
      return reply as Answer<Reply, R>;
    });
  }

  /** Runs a query: same guards, no audit. */
  function handleQuery<Reply, R>(
    method: string,
    guard: Guard<R>,
    body: (call: Call) => Reply,
    ..._: Synchronous<Reply>
  ): Answer<Reply, R> {
    return run(method, (call) => {
      const refusal = guard(call);
      return (refusal === undefined ? body(call) : { Err: refusal }) as Answer<Reply, R>;
    });
  }
  return { handle, handleQuery };
}

function describe(error: unknown): string {
  // Stacks name files of the build machine; a message of our own making does not.
  return error instanceof Error ? `${error.name}: ${error.message}` : 'not an error';
}

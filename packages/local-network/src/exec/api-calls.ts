/** Interface spec, "Inter-canister method calls". */
import { toHex } from '../crypto/bytes.ts';
import {
  type ApiFunction,
  type ApiHost,
  api,
  readMemory,
  readText,
  TRANSMITTED_BYTE,
  u128,
  violates,
} from './api.ts';
import { limits, liquid, prepayment, requestFee } from './cycles.ts';
import type { Execution, OutgoingCall } from './execution.ts';

const CALLING = 'U CQ Ry Rt CRy CRt T';
const MAX_PRINCIPAL = 29;
/** Result of `call_perform` when the call could not be sent (the code SYS_TRANSIENT). */
const NOT_PERFORMED = 2;

function pending(host: ApiHost): OutgoingCall {
  return (
    host.execution.pendingCall ??
    violates(host, 'ic0.call_*: called without a preceding ic0.call_new')
  );
}

function callNew(host: ApiHost, ...args: number[]): void {
  const [calleeSrc, calleeSize, nameSrc, nameSize, ...closures] = args as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [replyFun, replyEnv, rejectFun, rejectEnv] = closures;
  host.charge((calleeSize >>> 0) + (nameSize >>> 0));
  host.execution.discardPendingCall();
  const callee = readMemory(host, calleeSrc, calleeSize);
  if (callee.length > MAX_PRINCIPAL) violates(host, 'ic0.call_new: the callee is not a principal');
  host.execution.pendingCall = {
    callee,
    method: readText(host, nameSrc, nameSize),
    reply: { fun: replyFun >>> 0, env: replyEnv },
    reject: { fun: rejectFun >>> 0, env: rejectEnv },
    cleanup: undefined,
    data: [],
    dataBytes: 0,
    cycles: 0n,
    timeoutSeconds: undefined,
    prepaidExecution: 0n,
    prepaidTransmission: 0n,
  };
}

function appendData(host: ApiHost, src: number, size: number): void {
  host.charge((size >>> 0) * TRANSMITTED_BYTE);
  const call = pending(host);
  call.dataBytes += size >>> 0;
  if (call.dataBytes > limits.maxLocalCallBytes) {
    violates(host, `ic0.call_data_append: the argument exceeds ${limits.maxLocalCallBytes} bytes`);
  }
  call.data.push(readMemory(host, src, size));
}

function addCycles(host: ApiHost, amount: bigint): void {
  const call = pending(host);
  const { execution } = host;
  if (liquid(execution.canister, execution.balance) < amount) {
    violates(
      host,
      `ic0.call_cycles_add: the liquid balance ${liquid(execution.canister, execution.balance)} is less than ${amount} cycles`,
    );
  }
  execution.balance -= amount;
  call.cycles += amount;
}

/** Cycles for the callback and the longest response are set aside until the call returns. */
function perform(host: ApiHost): number {
  const { execution } = host;
  const call = pending(host);
  const { callback, transmission, cost } = costOf(execution, call);
  const full = inFlight(host, call.callee) >= limits.callsInFlight;
  if (full || liquid(execution.canister, execution.balance) < cost) {
    execution.discardPendingCall();
    return NOT_PERFORMED;
  }
  execution.balance -= cost;
  execution.calls.push({
    ...call,
    prepaidExecution: callback,
    prepaidTransmission: transmission,
  });
  execution.pendingCall = undefined;
  return 0;
}

/** Calls of composite queries are free, as queries are. */
function costOf({ replicated, canister: { subnet } }: Execution, call: OutgoingCall) {
  if (!replicated) return { callback: 0n, transmission: 0n, cost: 0n };
  const { execution: callback, transmission } = prepayment(subnet);
  const request = requestFee(call.method.length + call.dataBytes, subnet);
  return { callback, transmission, cost: request + callback + transmission };
}

function inFlight({ execution }: ApiHost, callee: Uint8Array): number {
  const key = toHex(callee);
  let count = 0;
  for (const callback of execution.canister.state.callbacks.values()) {
    if (callback.callee === key) count++;
  }
  for (const call of execution.calls) if (toHex(call.callee) === key) count++;
  return count;
}

export const callApi: Record<string, ApiFunction> = {
  call_new: api(CALLING, callNew, 1_500),
  call_on_cleanup: api(CALLING, (host, fun: number, env: number) => {
    const call = pending(host);
    if (call.cleanup) violates(host, 'ic0.call_on_cleanup: called twice');
    call.cleanup = { fun: fun >>> 0, env };
  }),
  call_data_append: api(CALLING, appendData),
  call_with_best_effort_response: api(CALLING, (host, seconds: number) => {
    const call = pending(host);
    if (call.timeoutSeconds !== undefined) {
      violates(host, 'ic0.call_with_best_effort_response: called twice');
    }
    call.timeoutSeconds = Math.min(seconds >>> 0, limits.bestEffortSeconds);
  }),
  call_cycles_add: api('U Ry Rt T', (host, amount: bigint) =>
    addCycles(host, BigInt.asUintN(64, amount)),
  ),
  call_cycles_add128: api('U Ry Rt T', (host, high: bigint, low: bigint) =>
    addCycles(host, u128(high, low)),
  ),
  call_perform: api(CALLING, perform, 5_000),
};

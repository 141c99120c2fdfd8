/**
 * Interface spec, "Query call": methods run in non-replicated mode on the certified state and
 * every change is undone. Composite queries may call queries of canisters on the same subnet.
 */
import { concat, toHex } from '../crypto/bytes.ts';
import { principalText } from '../crypto/principal.ts';
import type { Message, QueryOptions, Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { freezingLimit, limits } from './cycles.ts';
import { type EntryKind, entry } from './entry-kinds.ts';
import { Execution, type ExecutionInput, type OutgoingCall } from './execution.ts';
import type { EntryPoint } from './instance.ts';
import { queryNative } from './native.ts';
import { code, type Fault, fault, rejection, sentence } from './reject.ts';
import type { WasmCode } from './types.ts';
import type { World } from './world.ts';

const MAX_DEPTH = 6;

/** Shared by all executions of one user's query. */
type Graph = {
  world: World;
  options: QueryOptions | undefined;
  instructionsLeft: number;
  /** Canisters whose composite query waits for an answer. */
  active: Set<string>;
};
type Call = { sender: Uint8Array; method: string; arg: Uint8Array };

/** Answers a user's query. */
export function executeQuery(world: World, message: Message, options: QueryOptions): Response {
  const canister = world.find(message.canisterId);
  if (!canister) return notFound(message.canisterId);
  const graph = {
    world,
    options,
    instructionsLeft: limits.queryInstructions,
    active: new Set<string>(),
  };
  const response = evaluate(graph, canister, message);
  const { queryStats } = canister.state;
  queryStats.calls++;
  queryStats.instructions += BigInt(limits.queryInstructions - graph.instructionsLeft);
  queryStats.requestBytes += BigInt(message.arg.length);
  if (response.kind === 'reply') queryStats.responseBytes += BigInt(response.bytes.length);
  return response;
}

const notFound = (id: Uint8Array): Response =>
  rejection(fault(code.canisterNotFound, sentence.notFound(principalText(id))));

function evaluate(graph: Graph, canister: Canister, call: Call): Response {
  const refusal = refuse(canister);
  if (refusal) return rejection(refusal);
  if (canister.code?.kind === 'native') {
    return queryNative(graph.world, canister, canister.code, call, graph.options);
  }
  const { exports } = (canister.code as WasmCode).module;
  const plain = `canister_query ${call.method}`;
  if (exports.has(plain)) return runQuery(graph, canister, call, entry.NRQ, plain);
  const composite = `canister_composite_query ${call.method}`;
  if (exports.has(composite)) return runQuery(graph, canister, call, entry.CQ, composite);
  const text = sentence.noMethod(canister.text, 'query', call.method);
  return rejection(fault(code.methodNotFound, text));
}

function refuse(canister: Canister): Fault | undefined {
  const { state } = canister;
  if (state.status === 'stopped') return fault(code.stopped, sentence.stopped(canister.text));
  if (state.status === 'stopping') return fault(code.stopping, sentence.stopping(canister.text));
  if (!canister.code) return fault(code.noModule, sentence.noModule(canister.text));
  const frozen = freezingLimit(canister);
  if (state.cycles < frozen) {
    return fault(
      code.outOfCycles,
      `Canister ${canister.text} is unable to process query calls because it's frozen. Please top up the canister with cycles and try again.`,
    );
  }
  return undefined;
}

function runQuery(
  graph: Graph,
  canister: Canister,
  call: Call,
  kind: EntryKind,
  name: string,
): Response {
  const { instance } = canister.code as WasmCode;
  graph.active.add(canister.key);
  try {
    const execution = new Execution(inputOf(graph, canister, call, kind));
    const failure = step(graph, canister, execution, { export: name });
    if (failure) return rejection(failure);
    if (execution.response) return execution.response;
    return runCalls(graph, canister, call, execution.calls);
  } finally {
    graph.active.delete(canister.key);
    instance.rollback();
  }
}

/** Runs one piece of a query; all pieces of a query graph share one instruction limit. */
function step(
  graph: Graph,
  canister: Canister,
  execution: Execution,
  point: EntryPoint,
): Fault | undefined {
  const outcome = (canister.code as WasmCode).instance.run(execution, point);
  graph.instructionsLeft -= outcome.instructions;
  return outcome.fault;
}

const inputOf = (graph: Graph, canister: Canister, call: Call, kind: EntryKind): ExecutionInput => {
  const { world, options } = graph;
  return {
    kind,
    canister,
    timeNs: world.certifiedNs,
    limit: Math.max(0, graph.instructionsLeft),
    caller: call.sender,
    arg: call.arg,
    method: call.method,
    canReply: true,
    // Only the canister that the user called sees its certificate.
    ...(options && graph.active.size === 1 && { dataCertificate: options.dataCertificate }),
    log: (content) => world.log(canister, world.certifiedNs, content),
  };
};

/** Interface spec, "Composite query": calls are answered one by one, then their callbacks run. */
function runCalls(graph: Graph, canister: Canister, call: Call, first: OutgoingCall[]): Response {
  const waiting = [...first];
  let failure: Fault | undefined;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const response = answerCall(graph, canister, next);
    const execution = new Execution({
      ...inputOf(graph, canister, call, response.kind === 'reply' ? entry.CRy : entry.CRt),
      ...(response.kind === 'reply'
        ? { arg: response.bytes }
        : {
            rejectCode: response.code,
            rejectMessage: new TextEncoder().encode(response.message),
          }),
    });
    const closure = response.kind === 'reply' ? next.reply : next.reject;
    failure = step(graph, canister, execution, { closure });
    if (failure) return rejection(failure);
    if (execution.response) return execution.response;
    waiting.push(...execution.calls);
  }
  return rejection(fault(code.didNotReply, sentence.didNotReply(canister.text)));
}

function answerCall(graph: Graph, caller: Canister, call: OutgoingCall): Response {
  const callee = graph.world.find(call.callee);
  if (!callee) return notFound(call.callee);
  if (callee.subnet !== caller.subnet) {
    return rejection(
      fault(
        code.notHostedBySubnet,
        `Composite query of canister ${caller.text} cannot call canister ${callee.text} on another subnet`,
      ),
    );
  }
  if (graph.active.has(toHex(call.callee))) {
    return rejection(fault(code.queryLoop, 'Loop inside query call graph.'));
  }
  if (graph.active.size >= MAX_DEPTH) {
    return rejection(fault(code.queryTooDeep, 'Query call graph is too deep.'));
  }
  const arg = concat(...call.data);
  return evaluate(graph, callee, { sender: caller.id, method: call.method, arg });
}

/** One round of all subnets: time, deliveries, system tasks, then messages in turn. */
import type { Canister } from './canister.ts';
import { limits } from './cycles.ts';
import { executeRequest } from './execute-request.ts';
import { executeResponse } from './execute-response.ts';
import { executeTasks } from './execute-task.ts';
import { chargeIdleCanisters } from './idle.ts';
import { inductIngress } from './ingress.ts';
import { code, fault, rejection } from './reject.ts';
import { deliverStreams, respond } from './routing.ts';
import { completeStops } from './stop.ts';
import type { Request } from './types.ts';
import type { World } from './world.ts';

/** Executes a round at the set time, or 1 ns later when time stood still since the last one. */
export function executeRound(world: World): void {
  if (world.timeNs <= world.lastRoundNs) world.timeNs = world.lastRoundNs + 1n;
  world.lastRoundNs = world.timeNs;
  deliverStreams(world);
  expireCalls(world);
  inductIngress(world);
  chargeIdleCanisters(world);
  const budgets = new Map(world.subnets.map((subnet) => [subnet, limits.roundInstructions]));
  for (const canister of [...world.canisters.values()]) {
    spend(budgets, canister, executeTasks(world, canister));
  }
  while (executeTurn(world, budgets));
  completeStops(world);
  while (executeManagement(world));
  world.certifiedNs = world.timeNs;
  world.version++;
}

type Budgets = Map<Canister['subnet'], number>;

function spend(budgets: Budgets, { subnet }: Canister, instructions: number): void {
  const left = budgets.get(subnet) ?? 0;
  budgets.set(subnet, left - instructions - (instructions > 0 ? limits.executionOverhead : 0));
}

/** Management calls, then one message of each canister; whether there was anything to do. */
function executeTurn(world: World, budgets: Budgets): boolean {
  let busy = executeManagement(world);
  for (const canister of [...world.canisters.values()]) {
    if ((budgets.get(canister.subnet) ?? 0) <= 0) continue;
    const message = canister.state.queue.shift();
    if (!message) continue;
    busy = true;
    const instructions =
      message.kind === 'request'
        ? executeRequest(world, canister, message)
        : executeResponse(world, canister, message);
    spend(budgets, canister, instructions);
  }
  return busy;
}

function executeManagement(world: World): boolean {
  const calls = world.managementCalls;
  world.managementCalls = [];
  for (const request of calls) {
    const caller =
      request.origin.kind === 'canister' ? world.canisters.get(request.origin.canister) : undefined;
    const subnet = caller?.subnet ?? ingressSubnet(world, request);
    const done = world.options.management(world, { request, subnet, caller });
    if (done) respond(world, request.origin, done.response, done.refund, undefined);
  }
  if (calls.length > 0) completeStops(world);
  return calls.length > 0;
}

/** A user's call runs on the subnet it was sent to. */
function ingressSubnet(world: World, { origin }: Request): Canister['subnet'] {
  const entry = origin.kind === 'ingress' ? world.ingress.get(origin.requestId) : undefined;
  return world.subnets[entry?.subnet ?? 0] as Canister['subnet'];
}

/** Interface spec, "Bounded-wait calls": past its deadline a call is answered by the system. */
function expireCalls(world: World): void {
  for (const { state } of world.canisters.values()) {
    for (const callback of state.callbacks.values()) {
      if (callback.deadlineNs === 0n || callback.deadlineNs >= world.timeNs) continue;
      const answered = state.queue.some(
        (message) => message.kind === 'response' && message.callback === callback.id,
      );
      if (answered) continue;
      const response = rejection(fault(code.deadlineExpired, 'Call deadline has expired.'));
      state.queue.push({ kind: 'response', callback: callback.id, response, refund: 0n });
    }
  }
}

/** Interface spec, "Ingress message inspection": runs before a user's message is accepted. */

import { principalText } from '../crypto/principal.ts';
import { managementRefusal } from '../management/ingress.ts';
import type { Message, Reject } from '../replica.ts';
import type { Canister } from './canister.ts';
import { executionFee, limits, liquid } from './cycles.ts';
import { entry } from './entry-kinds.ts';
import { Execution } from './execution.ts';
import { code, type Fault, fault, rejection, sentence } from './reject.ts';
import type { World } from './world.ts';

const INSPECT = 'canister_inspect_message';

/** Why a message is not accepted; undefined when it is. */
export function inspect(
  world: World,
  message: Message,
  effectiveCanisterId: Uint8Array | undefined,
): Reject | undefined {
  if (world.isManagement(message.canisterId)) {
    const refusal = managementRefusal(world, message, effectiveCanisterId);
    return refusal && rejection(refusal);
  }
  const canister = world.find(message.canisterId);
  if (!canister) {
    const text = sentence.notFound(principalText(message.canisterId));
    return rejection(fault(code.canisterNotFound, text));
  }
  const refusal = refuse(world, canister, message);
  return refusal && rejection(refusal);
}

function refuse(world: World, canister: Canister, message: Message): Fault | undefined {
  const { status } = canister.state;
  if (status === 'stopped') return fault(code.stopped, sentence.stopped(canister.text));
  if (status === 'stopping') return fault(code.stopping, sentence.stopping(canister.text));
  if (!canister.code) return fault(code.noModule, sentence.noModule(canister.text));
  const fee = executionFee(limits.updateInstructions, canister.subnet);
  const spendable = liquid(canister, canister.state.cycles);
  if (spendable < fee) {
    return fault(code.outOfCycles, sentence.outOfCycles(canister.text, fee - spendable));
  }
  if (canister.code.kind === 'native' || !canister.code.module.exports.has(INSPECT)) {
    return undefined;
  }
  const { instance } = canister.code;
  const execution = new Execution({
    kind: entry.F,
    canister,
    timeNs: world.certifiedNs,
    limit: limits.inspectInstructions,
    caller: message.sender,
    arg: message.arg,
    method: message.method,
    log: (content) => world.log(canister, world.certifiedNs, content),
  });
  const outcome = instance.run(execution, { export: INSPECT });
  instance.rollback();
  if (outcome.fault) return outcome.fault;
  if (execution.accepted) return undefined;
  return fault(code.rejectedMessage, `Canister ${canister.text} rejected the message`);
}

/** Interface spec, "create_canister" and "provisional_create_canister_with_cycles". */
import { Principal } from '@dfinity/principal';
import { toHex } from '../crypto/bytes.ts';
import { principalText } from '../crypto/principal.ts';
import { Canister, defaultSettings, newCanisterState } from '../exec/canister.ts';
import { creationFee } from '../exec/cycles.ts';
import { code } from '../exec/reject.ts';
import type { World } from '../exec/world.ts';
import type { Subnet } from '../replica.ts';
import type { Arguments, Opt, SettingsArgument } from './arguments.ts';
import { type CallContext, recordChange, refuse } from './context.ts';
import { changedSettings, environmentHash } from './settings.ts';

/** Cycles of a provisional canister unless told otherwise (replica: 100 T). */
const DEFAULT_AMOUNT = 100_000_000_000_000n;

/** The id that the number of a canister gives: 8 bytes, then the mark of canister ids. */
export const canisterId = (n: bigint): Uint8Array => {
  const id = new Uint8Array(10);
  new DataView(id.buffer).setBigUint64(0, n);
  id.set([1, 1], 8);
  return id;
};
const numberOf = (id: Uint8Array): bigint =>
  new DataView(id.buffer, id.byteOffset, 8).getBigUint64(0);

/** The next free id of a subnet; the last of its ranges is the one it allocates from. */
function allocate(world: World, subnet: Subnet): Uint8Array {
  const index = world.subnets.indexOf(subnet);
  const range = subnet.ranges.at(-1);
  if (!range) throw new Error(`The subnet ${principalText(subnet.id)} has no canister range`);
  for (;;) {
    const n = numberOf(range.start) + BigInt(world.allocated[index] as number);
    if (n > numberOf(range.end)) {
      refuse(
        code.canisterIdExists,
        `The subnet ${principalText(subnet.id)} has no free canister ids`,
      );
    }
    (world.allocated[index] as number) += 1;
    const id = canisterId(n);
    if (!world.canisters.has(toHex(id))) return id;
  }
}

/** `create_canister`: the attached cycles, less the fee, become the balance. */
export function createCanister(context: CallContext, args: Arguments['create_canister']) {
  const fee = creationFee(context.subnet);
  if (context.cycles < fee) {
    refuse(
      code.insufficientCyclesForCreate,
      `Creating a canister requires a fee of ${fee} that is deducted from the canister's initial balance but only ${context.cycles} cycles were received with the create_canister request.`,
    );
  }
  const balance = context.cycles - fee;
  context.cycles = 0n;
  const canister = create(context, context.subnet, args, balance, undefined);
  canister.state.consumed.creation += fee;
  return { canister_id: Principal.fromUint8Array(canister.id) };
}

/** `provisional_create_canister_with_cycles`: cycles from nothing, on test networks only. */
export function createProvisional(
  context: CallContext,
  args: Arguments['provisional_create_canister_with_cycles'],
) {
  const [amount = DEFAULT_AMOUNT] = args.amount;
  const id = args.specified_id[0]?.toUint8Array();
  const subnet = id ? context.world.subnetOf(id) : context.subnet;
  if (!subnet) {
    return refuse(
      code.notHostedBySubnet,
      `The specified_id ${args.specified_id[0]?.toText()} is invalid because it belongs to no subnet of this network.`,
    );
  }
  if (id && context.world.find(id)) {
    refuse(code.canisterIdExists, `Canister ${principalText(id)} is already installed`);
  }
  const canister = create(context, subnet, args, amount, id);
  return { canister_id: Principal.fromUint8Array(canister.id) };
}

type Wanted = { settings: Opt<SettingsArgument>; sender_canister_version: Opt<bigint> };

function create(
  context: CallContext,
  subnet: Subnet,
  { settings: [given], sender_canister_version: [senderVersion] }: Wanted,
  balance: bigint,
  specified: Uint8Array | undefined,
): Canister {
  const { world } = context;
  const defaults = defaultSettings([context.sender]);
  const settings = given ? changedSettings(defaults, given) : defaults;
  const id = specified ?? allocate(world, subnet);
  const canister = addCanister(world, id, subnet, settings, balance);
  recordChange(
    context,
    canister,
    {
      kind: 'creation',
      controllers: settings.controllers,
      environmentHash: given?.environment_variables.length ? environmentHash(settings) : undefined,
    },
    senderVersion,
  );
  return canister;
}

/** Puts an empty canister into the world. */
export function addCanister(
  world: World,
  id: Uint8Array,
  subnet: Subnet,
  settings: Canister['state']['settings'],
  balance: bigint,
): Canister {
  const index = world.subnets.indexOf(subnet);
  const state = newCanisterState(id.slice(), index, settings, balance, world.timeNs);
  const canister = new Canister(state, subnet);
  world.canisters.set(canister.key, canister);
  return canister;
}

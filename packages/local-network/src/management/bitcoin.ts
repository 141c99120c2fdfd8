/** Bitcoin methods of the management canister: the Bitcoin canister answers them. */
import { BITCOIN_CANISTER } from '../bitcoin/canister.ts';
import { nativeEnv } from '../exec/native.ts';
import { code } from '../exec/reject.ts';
import type { Response } from '../replica.ts';
import { type CallContext, refuse } from './context.ts';

const methods = [
  'bitcoin_get_balance',
  'bitcoin_get_utxos',
  'bitcoin_send_transaction',
  'bitcoin_get_current_fee_percentiles',
  'bitcoin_get_block_headers',
] as const;
export type BitcoinMethod = (typeof methods)[number];

export const isBitcoinMethod = (method: string): method is BitcoinMethod =>
  (methods as readonly string[]).includes(method);

/** Passes a call with its cycles on; refuses where the network has no Bitcoin peer. */
export function forwardToBitcoin(context: CallContext, arg: Uint8Array): Response {
  const { world, sender, method, cycles } = context;
  const canister = world.find(BITCOIN_CANISTER);
  if (canister?.code?.kind !== 'native') {
    return refuse(
      code.unknownManagementMethod,
      `The management canister method ${method} needs a Bitcoin peer: give the network "bitcoind_addr".`,
    );
  }
  const env = nativeEnv(world, canister, {
    caller: sender,
    timeNs: world.timeNs,
    available: cycles,
  });
  const response = canister.code.canister.update(method, arg, env) as Response;
  // Whoever is refused keeps the cycles.
  if (response.kind === 'reject') canister.state.cycles -= cycles - env.available;
  else context.cycles = env.available;
  return response;
}

/** Interface spec, "Cycles" and "Cycle cost calculation". */
import { thresholdKeyNames } from '../threshold/index.ts';
import {
  type ApiFunction,
  type ApiHost,
  api,
  asU64,
  readText,
  u128,
  violates,
  writeU128,
} from './api.ts';
import { creationFee, isFree, liquid, prepayment, requestFee, signatureFee } from './cycles.ts';

const ACCEPTING = 'U RQ Ry Rt';

function accept(host: ApiHost, most: bigint): bigint {
  const { execution } = host;
  const amount = most < execution.available ? most : execution.available;
  execution.available -= amount;
  execution.balance += amount;
  return amount;
}

/** Cycles of canisters are never added to by burning more than is liquid. */
function burn(host: ApiHost, high: bigint, low: bigint, dst: number): void {
  const { execution } = host;
  const wanted = u128(high, low);
  const most = liquid(execution.canister, execution.balance);
  const amount = wanted < most ? wanted : most;
  execution.balance -= amount;
  execution.burned += amount;
  writeU128(host, dst, amount);
}

/** Interface spec, "Cycle cost calculation": 13-node prices of HTTP outcalls. */
function httpFee({ execution }: ApiHost, requestBytes: bigint, responseBytes: bigint): bigint {
  const { subnet } = execution.canister;
  if (isFree(subnet)) return 0n;
  const nodes = BigInt(subnet.size);
  const perNode = 3_000_000n + 60_000n * nodes + 400n * requestBytes + 800n * responseBytes;
  return perNode * nodes;
}

/** Kinds of keys by the numbers of the spec: one curve for ECDSA, two algorithms for Schnorr. */
function signatureCost(algorithms: number) {
  return (host: ApiHost, src: number, size: number, algorithm: number, dst: number): number => {
    const name = readText(host, src, size);
    if (algorithm < 0 || algorithm >= algorithms) return 1;
    if (!thresholdKeyNames.includes(name)) return 2;
    writeU128(host, dst, signatureFee(name));
    return 0;
  };
}

export const cyclesApi: Record<string, ApiFunction> = {
  msg_cycles_available: api(ACCEPTING, (host) => asU64(host, host.execution.available)),
  msg_cycles_available128: api(ACCEPTING, (host, dst: number) =>
    writeU128(host, dst, host.execution.available),
  ),
  msg_cycles_refunded: api('Ry Rt', (host) => asU64(host, host.execution.refunded)),
  msg_cycles_refunded128: api('Ry Rt', (host, dst: number) =>
    writeU128(host, dst, host.execution.refunded),
  ),
  msg_cycles_accept: api(ACCEPTING, (host, most: bigint) => accept(host, BigInt.asUintN(64, most))),
  msg_cycles_accept128: api(ACCEPTING, (host, high: bigint, low: bigint, dst: number) =>
    writeU128(host, dst, accept(host, u128(high, low))),
  ),
  cycles_burn128: api('I G U RQ Ry Rt C T', burn, 100),
  canister_cycle_balance: api('*', (host) => asU64(host, host.execution.balance)),
  canister_cycle_balance128: api('*', (host, dst: number) =>
    writeU128(host, dst, host.execution.balance),
  ),
  canister_liquid_cycle_balance128: api('*', (host, dst: number) =>
    writeU128(host, dst, liquid(host.execution.canister, host.execution.balance)),
  ),
  cost_call: api('* s', (host, nameBytes: bigint, payloadBytes: bigint, dst: number) => {
    const { subnet } = host.execution.canister;
    const bytes = BigInt.asUintN(64, nameBytes) + BigInt.asUintN(64, payloadBytes);
    const { execution, transmission } = prepayment(subnet);
    writeU128(host, dst, requestFee(Number(bytes), subnet) + execution + transmission);
  }),
  cost_create_canister: api('* s', (host, dst: number) =>
    writeU128(host, dst, creationFee(host.execution.canister.subnet)),
  ),
  cost_http_request: api('* s', (host, request: bigint, response: bigint, dst: number) =>
    writeU128(host, dst, httpFee(host, BigInt.asUintN(64, request), BigInt.asUintN(64, response))),
  ),
  cost_sign_with_ecdsa: api('* s', signatureCost(1)),
  cost_sign_with_schnorr: api('* s', signatureCost(2)),
  cost_vetkd_derive_key: api('* s', (host) =>
    violates(host, 'ic0.cost_vetkd_derive_key: vetKD is not supported by this network'),
  ),
};

/** Interface spec: the canister's surroundings, certified data, time, debugging. */
import {
  type ApiFunction,
  type ApiHost,
  api,
  copyOut,
  readMemory,
  readText,
  TRANSMITTED_BYTE,
  violates,
} from './api.ts';
import { CanisterTrap, code, fault, sentence } from './reject.ts';

type Copy = [dst: number, offset: number, size: number];
const MAX_CERTIFIED_DATA = 32;
const STATUS = { running: 1, stopping: 2, stopped: 3 };

const encode = (text: string) => new TextEncoder().encode(text);
const decodeLossy = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function setCertifiedData(host: ApiHost, src: number, size: number): void {
  host.charge(size >>> 0);
  if (size >>> 0 > MAX_CERTIFIED_DATA) {
    violates(host, `ic0.certified_data_set: ${size >>> 0} bytes exceed ${MAX_CERTIFIED_DATA}`);
  }
  host.execution.certifiedData = readMemory(host, src, size);
}

const dataCertificate = (host: ApiHost): Uint8Array =>
  host.execution.dataCertificate?.() ?? violates(host, 'there is no data certificate');

function setTimer(host: ApiHost, timestamp: bigint): bigint {
  const before = host.execution.timerNs ?? host.execution.canister.state.timerNs;
  host.execution.timerNs = BigInt.asUintN(64, timestamp);
  return before;
}

function performanceCounter(host: ApiHost, which: number): bigint {
  const used = host.used();
  if (which === 0) return BigInt(used);
  if (which === 1) return BigInt(used + host.execution.contextInstructions);
  return violates(host, `Error getting performance counter type ${which}`);
}

function isController(host: ApiHost, src: number, size: number): number {
  const principal = readMemory(host, src, size);
  if (principal.length > 29) violates(host, 'ic0.is_controller: not a principal');
  return host.execution.canister.isController(principal) ? 1 : 0;
}

/** The record costs twice its bytes to store and the transmission out of the sandbox. */
function debugPrint(host: ApiHost, src: number, size: number): void {
  const { canister } = host.execution;
  const length = size >>> 0;
  const limit = Number(canister.state.settings.logMemoryLimit);
  const kept = Math.min(length, limit);
  const room = Math.min(length, Math.max(0, limit - canister.logBytes));
  host.charge(2 * kept + TRANSMITTED_BYTE * room);
  const start = src >>> 0;
  const memory = host.memory();
  const message =
    start + length > memory.length
      ? encode('(debug_print message out of memory bounds)')
      : memory.slice(start, start + length);
  host.execution.log(message);
}

function explicitTrap(host: ApiHost, src: number, size: number): never {
  host.charge(size >>> 0);
  const message = decodeLossy(readMemory(host, src, size));
  throw new CanisterTrap(
    fault(code.calledTrap, sentence.calledTrap(host.execution.canister.text, message)),
  );
}

const variables = ({ execution }: ApiHost) =>
  execution.canister.state.settings.environmentVariables;
const variableAt = (host: ApiHost, index: number) =>
  encode(variables(host)[index >>> 0]?.name ?? violates(host, 'ic0.env_var_name: no such index'));
const variableNamed = (host: ApiHost, src: number, size: number) => {
  const name = readText(host, src, size);
  return variables(host).find((variable) => variable.name === name);
};
const valueNamed = (host: ApiHost, src: number, size: number) =>
  encode(
    variableNamed(host, src, size)?.value ?? violates(host, 'ic0.env_var_value: no such name'),
  );

const unavailableRootKey = (host: ApiHost) =>
  violates(host, 'ic0.root_key: the root key is not available to canisters on this network');

export const environmentApi: Record<string, ApiFunction> = {
  canister_self_size: api('*', ({ execution }) => execution.canister.id.length),
  canister_self_copy: api('*', (host, ...at: Copy) =>
    copyOut(host, 'canister_self_copy', host.execution.canister.id, at),
  ),
  canister_status: api('*', ({ execution }) => STATUS[execution.canister.state.status]),
  canister_version: api('*', ({ execution }) => execution.canister.state.version),
  subnet_self_size: api('*', ({ execution }) => execution.canister.subnet.id.length),
  subnet_self_copy: api('*', (host, ...at: Copy) =>
    copyOut(host, 'subnet_self_copy', host.execution.canister.subnet.id, at),
  ),
  root_key_size: api('I G U RQ Ry Rt C T', unavailableRootKey),
  root_key_copy: api('I G U RQ Ry Rt C T', unavailableRootKey),
  certified_data_set: api('I G U Ry Rt T', setCertifiedData),
  data_certificate_present: api('*', ({ execution }) => (execution.dataCertificate ? 1 : 0)),
  data_certificate_size: api('NRQ CQ', (host) => dataCertificate(host).length),
  data_certificate_copy: api('NRQ CQ', (host, ...at: Copy) =>
    copyOut(host, 'data_certificate_copy', dataCertificate(host), at),
  ),
  time: api('*', ({ execution }) => execution.timeNs),
  global_timer_set: api('I G U Ry Rt C T', setTimer),
  performance_counter: api('* s', performanceCounter, 200),
  is_controller: api('* s', isController, 1_000),
  in_replicated_execution: api('* s', ({ execution }) => (execution.replicated ? 1 : 0)),
  env_var_count: api('*', (host) => variables(host).length),
  env_var_name_size: api('*', (host, index: number) => variableAt(host, index).length),
  env_var_name_copy: api('*', (host, index: number, ...at: Copy) =>
    copyOut(host, 'env_var_name_copy', variableAt(host, index), at),
  ),
  env_var_name_exists: api('*', (host, src: number, size: number) =>
    variableNamed(host, src, size) ? 1 : 0,
  ),
  env_var_value_size: api(
    '*',
    (host, src: number, size: number) => valueNamed(host, src, size).length,
  ),
  env_var_value_copy: api('*', (host, src: number, size: number, ...at: Copy) =>
    copyOut(host, 'env_var_value_copy', valueNamed(host, src, size), at),
  ),
  debug_print: api('* s', debugPrint, 100),
  trap: api('* s', explicitTrap),
};

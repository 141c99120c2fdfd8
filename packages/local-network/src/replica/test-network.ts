/** A network with short words for unit tests. Not part of the network. */
import { IDL as Candid, type IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { sha256 } from '../crypto/bytes.ts';
import { type ManagementMethod, managementIdl } from '../management/idl.ts';
import type { IngressStatus, Response } from '../replica.ts';
import { assemble, type CanisterSource } from '../wasm/assembler.ts';
import { ReplicaCore, type ReplicaOptions } from './core.ts';

/** The user who sends every message unless told otherwise. */
export const user: Uint8Array = Uint8Array.of(7, 7, 7, 2);
export const stranger: Uint8Array = Uint8Array.of(8, 8, 8, 2);
const management = new Uint8Array(0);
const START = 1_620_328_630_000_000_000n;
const MAX_ROUNDS = 200;

export type Canister = { id: Uint8Array; principal: Principal };
type Answered = Extract<IngressStatus, { status: 'replied' | 'rejected' }>;

/** A refusal in one line: code and message. */
export const textOfReply = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export class TestNetwork {
  replica: ReplicaCore;
  private count = 0;

  constructor(options: Partial<ReplicaOptions> = {}) {
    this.replica = new ReplicaCore({
      subnets: [{ kind: 'NNS' }, { kind: 'Application' }, { kind: 'Application' }],
      seed: 'unit tests',
      startTimeNs: START,
      ...options,
    });
  }

  /** Sends a message without running it; its request id. */
  send(to: Uint8Array, method: string, arg: Uint8Array, sender = user, at = to): Uint8Array {
    const id = sha256(`request ${this.count++}`);
    const message = { sender, canisterId: to, method, arg };
    this.replica.submitIngress(id, message, at, undefined);
    return id;
  }

  run(rounds = MAX_ROUNDS): void {
    for (let i = 0; i < rounds && this.replica.hasWork(); i++) this.replica.executeRound();
  }

  /** Sends a message and runs rounds until nothing is left to do. */
  update(canister: Canister, method: string, arg: Uint8Array | string = '', sender = user): string {
    const id = this.send(canister.id, method, encode(arg), sender);
    this.run();
    return outcome(this.replica.ingressStatus(id));
  }

  query(canister: Canister, method: string, arg: Uint8Array | string = '', sender = user): string {
    return spoken(this.queryRaw(canister, method, encode(arg), sender));
  }

  queryRaw(canister: Canister, method: string, arg: Uint8Array, sender = user): Response {
    const dataCertificate = () => new TextEncoder().encode('certificate');
    const message = { sender, canisterId: canister.id, method, arg };
    return this.replica.query(message, { dataCertificate });
  }

  /** Calls the management canister without running it; its request id. */
  sendManagement(method: ManagementMethod, argument: object, at: Uint8Array, sender = user) {
    const [type] = managementIdl[method] as [IDL.Type | undefined, IDL.Type | undefined];
    const arg = type ? Candid.encode([type], [argument]) : Candid.encode([], []);
    const message = { sender, canisterId: management, method, arg };
    const refusal = this.replica.inspectIngress(message, at);
    if (refusal) throw new Error(`${refusal.errorCode}: ${refusal.message}`);
    return this.send(management, method, arg, sender, at);
  }

  /** Calls the management canister; throws the rejection. */
  manage(method: ManagementMethod, argument: object, at?: Uint8Array, sender = user): unknown {
    const [, result] = managementIdl[method] as [IDL.Type | undefined, IDL.Type | undefined];
    const home = at ?? this.replica.defaultEffectiveCanisterId();
    const id = this.sendManagement(method, argument, home, sender);
    this.run();
    const status = this.replica.ingressStatus(id) as Answered;
    if (status.status === 'rejected') throw new Error(`${status.errorCode}: ${status.message}`);
    if (status.status !== 'replied') throw new Error(`The call is ${String(status)}`);
    return result && Candid.decode([result], new Uint8Array(status.bytes))[0];
  }

  create(
    options: { cycles?: bigint; settings?: object; at?: Uint8Array; specified?: Principal } = {},
  ): Canister {
    const { cycles, settings, at, specified } = options;
    const created = this.manage(
      'provisional_create_canister_with_cycles',
      {
        amount: cycles === undefined ? [] : [cycles],
        settings: settings ? [settingsArgument(settings)] : [],
        specified_id: specified ? [specified] : [],
        sender_canister_version: [],
      },
      at,
    ) as { canister_id: Principal };
    return { id: created.canister_id.toUint8Array(), principal: created.canister_id };
  }

  install(
    canister: Canister,
    source: CanisterSource | Uint8Array,
    mode: object = { install: null },
    arg: string | Uint8Array = '',
    sender = user,
  ): void {
    const wasm_module = source instanceof Uint8Array ? source : assemble(source);
    const install = {
      mode,
      canister_id: canister.principal,
      wasm_module,
      arg: encode(arg),
      sender_canister_version: [],
    };
    this.manage('install_code', install, canister.id, sender);
  }

  configure(canister: Canister, settings: object): void {
    this.manage(
      'update_settings',
      {
        canister_id: canister.principal,
        settings: settingsArgument(settings),
        sender_canister_version: [],
      },
      canister.id,
    );
  }

  /** A new canister with this code. */
  deploy(source: CanisterSource | Uint8Array, options: Parameters<TestNetwork['create']>[0] = {}) {
    const canister = this.create(options);
    this.install(canister, source);
    return canister;
  }

  status(canister: Canister) {
    const argument = { canister_id: canister.principal };
    return this.manage('canister_status', argument, canister.id) as {
      status: object;
      version: bigint;
      cycles: bigint;
      module_hash: [] | [Uint8Array];
      settings: Record<string, unknown>;
      memory_size: bigint;
      memory_metrics: Record<string, bigint>;
    } & Record<string, unknown>;
  }

  cycles(canister: Canister): bigint {
    return this.replica.canister(canister.id)?.cycles ?? 0n;
  }
}

const encode = (arg: Uint8Array | string): Uint8Array =>
  typeof arg === 'string' ? new TextEncoder().encode(arg) : arg;

/** Settings with everything absent that is not given. */
export function settingsArgument(given: object): object {
  const [type] = managementIdl.create_canister;
  const settings = (
    type as unknown as { _fields: [string, { _type: { _fields: [string][] } }][] }
  )._fields.find(([name]) => name === 'settings')?.[1]._type._fields as [string][];
  const absent = Object.fromEntries(settings.map(([name]) => [name, []]));
  const present = Object.entries(given).map(([name, value]) => [name, [value]]);
  return { ...absent, ...Object.fromEntries(present) };
}

export function outcome(status: IngressStatus | undefined): string {
  if (status?.status === 'replied') return textOfReply(status.bytes);
  if (status?.status === 'rejected') return `${status.errorCode}: ${status.message.split('\n')[0]}`;
  return `(${status?.status ?? 'unknown'})`;
}

const spoken = (response: Response): string =>
  response.kind === 'reply'
    ? textOfReply(response.bytes)
    : `${response.errorCode}: ${response.message.split('\n')[0]}`;

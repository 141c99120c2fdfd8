import { createHash } from 'node:crypto';
import { compareBytes, equalBytes, toHex } from '../crypto/bytes.ts';
import type { NativeCanisterFactory, Response, Subnet } from '../replica.ts';
import type { Canister } from './canister.ts';
import type { IngressEntry } from './ingress.ts';
import type { QueuedMessage, Request } from './types.ts';

export type LogSink = (line: {
  canisterId: Uint8Array;
  timestampNs: bigint;
  content: Uint8Array;
}) => void;

/** A call to the management canister, made by a user, a canister or the host's own canister. */
export type ManagementCall = {
  request: Request;
  /** Where canisters are created. */
  subnet: Subnet;
  /** The calling canister, if one. */
  caller: Canister | undefined;
};
/** The answer, the cycles that return to the caller; undefined while `stop_canister` waits. */
export type ManagementAnswer = { response: Response; refund: bigint } | undefined;
export type ManagementHandler = (world: World, call: ManagementCall) => ManagementAnswer;

export type WorldOptions = {
  subnets: Subnet[];
  seed: string;
  startTimeNs: bigint;
  natives: Record<string, NativeCanisterFactory>;
  moduleCacheDir: string | undefined;
  onLog: LogSink | undefined;
  management: ManagementHandler;
};

/** A watcher that is so far behind reads everything anew. */
const MOST_CHANGES = 100_000;

/** The replicated state of all subnets. */
export class World {
  readonly subnets: Subnet[];
  readonly canisters = new Map<string, Canister>();
  readonly ingress = new Map<string, IngressEntry>();
  /** Who follows the statuses of messages, with the request ids changed since they last asked. */
  readonly ingressWatchers = new Map<object, { subnet: number; changed: Set<string> }>();
  /** Accepted messages, by request id, that no round has taken yet. */
  inbox: string[] = [];
  /** Messages to canisters of other subnets, which arrive in the next round. */
  streams: { target: string; message: QueuedMessage }[] = [];
  managementCalls: Request[] = [];
  /** How many canisters were created in each subnet's ranges without a given id. */
  allocated: number[];
  timeNs: bigint;
  lastRoundNs: bigint;
  certifiedNs: bigint;
  version = 1;
  randomCount = 0;
  /** Threshold keys sign and derive nothing, as when their subnet stands still. */
  signingStopped = false;

  constructor(readonly options: WorldOptions) {
    this.subnets = options.subnets;
    this.allocated = options.subnets.map(() => 0);
    this.timeNs = options.startTimeNs;
    this.lastRoundNs = options.startTimeNs - 1n;
    this.certifiedNs = options.startTimeNs;
  }

  find(id: Uint8Array): Canister | undefined {
    return this.canisters.get(toHex(id));
  }

  subnetOf(canisterId: Uint8Array): Subnet | undefined {
    return this.subnets.find(({ ranges }) =>
      ranges.some(
        ({ start, end }) =>
          compareBytes(start, canisterId) <= 0 && compareBytes(canisterId, end) <= 0,
      ),
    );
  }

  isManagement(id: Uint8Array): boolean {
    return id.length === 0 || this.subnets.some((subnet) => equalBytes(subnet.id, id));
  }

  canistersOf(subnet: Subnet): Canister[] {
    return [...this.canisters.values()].filter((canister) => canister.subnet === subnet);
  }

  /** The next 32 bytes of `raw_rand`: the same seed and calls give the same bytes. */
  randomBytes(): Uint8Array {
    const hash = createHash('sha256').update(`${this.options.seed}/raw_rand/${this.randomCount++}`);
    return new Uint8Array(hash.digest());
  }

  /** Notes a changed status for those who follow its subnet; who never asks is forgotten. */
  ingressChanged(key: string, subnet: number): void {
    for (const [watcher, { subnet: followed, changed }] of this.ingressWatchers) {
      if (followed === subnet) changed.add(key);
      if (changed.size > MOST_CHANGES) this.ingressWatchers.delete(watcher);
    }
  }

  log(canister: Canister, timestampNs: bigint, content: Uint8Array): void {
    this.options.onLog?.({ canisterId: canister.id, timestampNs, content });
  }
}

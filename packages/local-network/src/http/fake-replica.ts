/**
 * A replica of a few lines for unit tests of the HTTP faces: canisters are TypeScript functions,
 * one NNS and one application subnet, time stands still unless set. Not part of the network.
 */
import { Certifier } from '../certification/certifier.ts';
import { deriveSubnetKey } from '../certification/keys.ts';
import { compareBytes, sha256, toHex } from '../crypto/bytes.ts';
import type {
  CanisterFacts,
  IngressStatus,
  Message,
  NativeCanister,
  NativeEnv,
  QueryOptions,
  Replica,
  Response,
  Subnet,
} from '../replica.ts';
import type { Network } from './network.ts';

export type FakeCanister = {
  update?(message: Message, facts: CanisterFacts): Response;
  query?(message: Message, options: QueryOptions): Response;
  inspect?(message: Message): ReturnType<Replica['inspectIngress']>;
};

type Request = { message: Message; status: IngressStatus };

export const fakeSeed = 'unit tests';
const reject = (message: string): Response => ({
  kind: 'reject',
  code: 5,
  message,
  errorCode: 'IC0536',
});
const canisterId = (n: number) => Uint8Array.of(0, 0, 0, 0, 0, n >> 8, n & 255, 0, 1, 1);

export class FakeReplica {
  readonly subnets: Subnet[] = [0, 1].map((index) => ({
    id: deriveSubnetKey(fakeSeed, index).subnetId,
    kind: index === 0 ? 'NNS' : 'Application',
    ranges: [{ start: canisterId(index * 256), end: canisterId(index * 256 + 255) }],
    size: 3,
    costSchedule: 'Normal',
  }));
  readonly facts = new Map<string, CanisterFacts>();
  readonly code = new Map<string, FakeCanister>();
  readonly requests = new Map<string, Request & { id: Uint8Array }>();
  now = BigInt(Date.now()) * 1_000_000n;
  version = 0;

  install(n: number, code: FakeCanister, facts: Partial<CanisterFacts> = {}): Uint8Array {
    const id = canisterId(n);
    const subnetId = this.subnetOf(id)?.id ?? id;
    const known: CanisterFacts = {
      id,
      subnetId,
      controllers: [Uint8Array.of(4)],
      moduleHash: sha256('module'),
      certifiedData: new Uint8Array(0),
      metadata: [],
      cycles: 0n,
      ...facts,
    };
    this.facts.set(toHex(id), known);
    this.code.set(toHex(id), code);
    this.version++;
    return id;
  }
  subnetOf = (id: Uint8Array) =>
    this.subnets.find(({ ranges }) =>
      ranges.some((r) => compareBytes(r.start, id) <= 0 && compareBytes(id, r.end) <= 0),
    );
  timeNs = () => this.now;
  certifiedTimeNs = () => this.now;
  stateVersion = () => this.version;
  canister = (id: Uint8Array) => this.facts.get(toHex(id));
  *canisters(subnet: Subnet) {
    for (const facts of this.facts.values()) if (this.subnetOf(facts.id) === subnet) yield facts;
  }
  inspectIngress = (message: Message) =>
    this.code.get(toHex(message.canisterId))?.inspect?.(message);
  submitIngress(id: Uint8Array, message: Message) {
    this.requests.set(toHex(id), { id, message, status: { status: 'received' } });
    this.version++;
  }
  ingressStatus = (id: Uint8Array) => this.requests.get(toHex(id))?.status;
  ingressSender = (id: Uint8Array) => this.requests.get(toHex(id))?.message;
  *ingressStatuses(subnet: Subnet): Iterable<[Uint8Array, IngressStatus]> {
    for (const { id, message, status } of this.requests.values())
      if (this.subnetOf(message.canisterId) === subnet) yield [id, status];
  }
  query(message: Message, options: QueryOptions): Response {
    const code = this.code.get(toHex(message.canisterId));
    return code?.query?.(message, options) ?? reject(`no query ${message.method}`);
  }
  executeRound() {
    for (const request of this.requests.values()) {
      if (request.status.status !== 'received') continue;
      const key = toHex(request.message.canisterId);
      const facts = this.facts.get(key);
      const answer = facts && this.code.get(key)?.update?.(request.message, facts);
      const response = answer ?? reject(`no update ${request.message.method}`);
      request.status =
        response.kind === 'reply'
          ? { status: 'replied', bytes: response.bytes }
          : { ...response, status: 'rejected' };
    }
    this.version++;
    this.now += 1n;
  }
}

/** A network over a fake replica, whose driver runs one round per request. */
export function fakeNetwork(): Network & { fake: FakeReplica } {
  const fake = new FakeReplica();
  const replica = fake as unknown as Replica;
  const driver = { progress: async () => fake.executeRound() };
  return { fake, replica, driver, certifier: new Certifier(replica, fakeSeed) };
}

/** Installs a native canister at number `n`; returns its id and its environment for a caller. */
export function installNative(
  { fake, certifier }: ReturnType<typeof fakeNetwork>,
  n: number,
  canister: NativeCanister,
) {
  const envOf = (caller: Uint8Array): NativeEnv => ({
    caller,
    self: id,
    timeNs: fake.now,
    isController: (p) =>
      fake.canister(id)?.controllers.some((c) => compareBytes(c, p) === 0) ?? false,
    setCertifiedData: (data) => {
      const facts = fake.canister(id);
      if (facts) facts.certifiedData = data;
      fake.version++;
    },
    dataCertificate: () => certifier.dataCertificate(id, 'flat'),
    acceptCycles: () => 0n,
    management: () => reject('no management canister'),
  });
  const id = fake.install(n, {
    update: (m) => canister.update(m.method, m.arg, envOf(m.sender)) ?? reject('no such method'),
    query: (m) => canister.query(m.method, m.arg, envOf(m.sender)) ?? reject('no such method'),
  });
  canister.start(undefined, undefined, envOf(Uint8Array.of(4)));
  return { id, envOf };
}

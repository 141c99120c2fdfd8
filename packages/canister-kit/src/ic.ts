/** Everything the kit asks of the Internet Computer, in one place that tests replace. */

import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { type Method, nothing } from '@qikcard/contracts';
import {
  call,
  canisterCycleBalance,
  canisterSelf,
  certifiedDataSet,
  dataCertificate,
  msgCaller,
  performanceCounter,
  randSeed,
  setTimer,
  time,
  trap,
} from 'azle';

const MANAGEMENT = 'aaaaa-aa';
const StatusQuestion = IDL.Record({ canister_id: IDL.Principal });
// The fields of the answer that are asked for; a decoder leaves the others out.
const StatusAnswer = IDL.Record({ memory_size: IDL.Nat });

export const ic = {
  nowNs: (): bigint => time(),
  caller: (): Principal => msgCaller(),
  self: (): Principal => canisterSelf(),
  /** Instructions used by this message so far. */
  instructions: (): bigint => performanceCounter(0),
  /** Ends the message; nothing it wrote survives. */
  trap: (code: string): never => trap(code),
  setTimer: (seconds: number, run: () => void | Promise<void>): void => {
    setTimer(seconds, run);
  },
  certify: (root: Uint8Array): void => certifiedDataSet(root),
  dataCertificate: (): Uint8Array | undefined => dataCertificate(),
  seedRandomness: (seed: Uint8Array): void => randSeed(seed),
  /** Bytes of the generator seeded last; `secrets.ts` says when they may be used. */
  randomBytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)),
  /** 32 bytes that nobody could know before. */
  rawRand: (): Promise<Uint8Array> =>
    call<undefined, Uint8Array>(MANAGEMENT, 'raw_rand', { returnIdlType: IDL.Vec(IDL.Nat8) }),
  cycles: (): bigint => canisterCycleBalance(),
  /** Heap, stable memory and module together; a canister may ask for its own. */
  memoryBytes: async (): Promise<bigint> => {
    const status = await call<unknown[], { memory_size: bigint }>(MANAGEMENT, 'canister_status', {
      paramIdlTypes: [StatusQuestion],
      returnIdlType: StatusAnswer,
      args: [{ canister_id: canisterSelf() }],
    });
    return status.memory_size;
  },
  /** To the canister's log, which is bounded and kept by the network. */
  print: (line: string): void => console.log(line),
  call: <R>(
    canister: Principal,
    name: string,
    method: Method<readonly IDL.Type[], R>,
    args: unknown[],
    /** Attached to the call; what its receiver leaves comes back. */
    cycles = 0n,
  ): Promise<R> =>
    call<unknown[], R>(canister, name, {
      paramIdlTypes: method.args as IDL.Type[],
      // Some canisters answer with `()` where others answer with `(null)`; neither says anything.
      ...(method.ret === (nothing as unknown) ? {} : { returnIdlType: method.ret }),
      args,
      ...(cycles === 0n ? {} : { cycles }),
    }),
};
export type Ic = typeof ic;

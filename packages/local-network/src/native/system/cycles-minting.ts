/** Stand-in for the cycles minting canister: the questions that tools ask before they deploy. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { NativeCanister } from '../../replica.ts';
import { ConversionRate, SubnetTypesToSubnets } from './ledger-types.ts';
import { nativeService } from './native-service.ts';

/** One ICP is worth one XDR here, that is one trillion cycles. */
const PERMYRIAD_PER_ICP = 10_000n;
const NS_PER_SECOND = 1_000_000_000n;

/** The cycles minting canister at `rkp4c-7iaaa-aaaaa-aaaca-cai`; it names the given subnets. */
export const cyclesMinting = (applicationSubnets: () => Uint8Array[]): NativeCanister =>
  nativeService(() => ({}), {
    get_default_subnets: {
      kind: 'query',
      args: [],
      result: IDL.Vec(IDL.Principal),
      run: () => applicationSubnets().map((id) => Principal.fromUint8Array(id)),
    },
    get_subnet_types_to_subnets: {
      kind: 'query',
      args: [],
      result: SubnetTypesToSubnets,
      run: () => ({ data: [] }),
    },
    get_icp_xdr_conversion_rate: {
      kind: 'query',
      args: [],
      result: ConversionRate,
      run: (_state, env) => ({
        data: {
          xdr_permyriad_per_icp: PERMYRIAD_PER_ICP,
          timestamp_seconds: env.timeNs / NS_PER_SECOND,
        },
        // Not certified: nothing that checks this certificate runs on a local network.
        hash_tree: new Uint8Array(0),
        certificate: new Uint8Array(0),
      }),
    },
  });

/** The canisters that a local network has from its beginning because tools expect them. */
import { Principal } from '@dfinity/principal';
import type { NativeCanisterFactory } from '../../replica.ts';
import { cyclesLedger } from './cycles-ledger.ts';
import { cyclesMinting } from './cycles-minting.ts';

export type SystemCanister = {
  /** Name in the `native-canister` section of its module. */
  name: string;
  /** Its id on the public network, where tools look for it. */
  id: Uint8Array;
  make: NativeCanisterFactory;
};

const idOf = (text: string) => Principal.fromText(text).toUint8Array();

/** The system canisters of a network with these application subnets. */
export const systemCanisters = (applicationSubnets: () => Uint8Array[]): SystemCanister[] => [
  {
    name: 'cycles-minting',
    id: idOf('rkp4c-7iaaa-aaaaa-aaaca-cai'),
    make: () => cyclesMinting(applicationSubnets),
  },
  { name: 'cycles-ledger', id: idOf('um5iw-rqaaa-aaaaq-qaaba-cai'), make: cyclesLedger },
];

/** ICRC-3: the block log every ledger of ours answers from. Names are the standard's. */
import {
  blob,
  type Infer,
  nat,
  opt,
  principal,
  query,
  queryReference,
  record,
  recursive,
  type Shape,
  text,
  vec,
} from '../candid.ts';
import { Value } from './value.ts';

export const GetBlocksArgs = vec(record({ start: nat, length: nat }));
export type GetBlocksArgs = Infer<typeof GetBlocksArgs>;

export type GetBlocksResult = {
  log_length: bigint;
  blocks: { id: bigint; block: Value }[];
  archived_blocks: { args: GetBlocksArgs; callback: unknown }[];
};
export const GetBlocksResult: Shape<GetBlocksResult> = recursive<GetBlocksResult>(
  (self) =>
    record({
      log_length: nat,
      blocks: vec(record({ id: nat, block: Value })),
      archived_blocks: vec(
        record({ args: GetBlocksArgs, callback: queryReference([GetBlocksArgs], self) }),
      ),
    }) as unknown as Shape<GetBlocksResult>,
);
export const Archive = record({ canister_id: principal, start: nat, end: nat });
export const DataCertificate = record({ certificate: blob, hash_tree: blob });
export const BlockType = record({ block_type: text, url: text });
export type BlockType = Infer<typeof BlockType>;

export const blocksApi = {
  icrc3_get_blocks: query([GetBlocksArgs], GetBlocksResult),
  icrc3_get_archives: query([record({ from: opt(principal) })], vec(Archive)),
  /** Null where no certificate exists: in an update, or while the last block is not certified yet. */
  icrc3_get_tip_certificate: query([], opt(DataCertificate)),
  icrc3_supported_block_types: query([], vec(BlockType)),
};

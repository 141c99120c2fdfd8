/** ICRC-3: the blocks of the badges. */
import { expose } from '@qikcard/canister-kit';
import { nftApi } from '@qikcard/contracts';
import type { BlockType, GetBlocksArgs } from '@qikcard/contracts/icrc/blocks';
import { blocks, tip } from './shelf.ts';

const ICRC = 'https://github.com/dfinity/ICRC/blob/main/ICRCs';
const types: BlockType[] = [
  ...['7mint', '7burn', '7xfer'].map((block_type) => ({
    block_type,
    url: `${ICRC}/ICRC-7/ICRC-7.md`,
  })),
  ...['37approve', '37approve_coll', '37revoke', '37revoke_coll', '37xfer'].map((block_type) => ({
    block_type,
    url: `${ICRC}/ICRC-37/ICRC-37.md`,
  })),
];

export class Blocks {
  @expose(nftApi.icrc3_get_blocks)
  icrc3_get_blocks(ranges: GetBlocksArgs) {
    return blocks.answer(ranges);
  }
  @expose(nftApi.icrc3_get_archives)
  icrc3_get_archives(_: unknown) {
    return [];
  }
  @expose(nftApi.icrc3_get_tip_certificate)
  icrc3_get_tip_certificate() {
    return tip.certificate();
  }
  @expose(nftApi.icrc3_supported_block_types)
  icrc3_supported_block_types() {
    return types;
  }
}

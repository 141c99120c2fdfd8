/** ICRC-3: the blocks of the QIK ledger. */
import { expose } from '@qikcard/canister-kit';
import { walletApi } from '@qikcard/contracts';
import type { BlockType, GetBlocksArgs } from '@qikcard/contracts/icrc/blocks';
import { blocks, tip } from './book.ts';

const ICRC1 = 'https://github.com/dfinity/ICRC-1/blob/main/standards';
const types: BlockType[] = [
  ...['1mint', '1burn', '1xfer'].map((block_type) => ({
    block_type,
    url: `${ICRC1}/ICRC-1/README.md`,
  })),
  ...['2approve', '2xfer'].map((block_type) => ({ block_type, url: `${ICRC1}/ICRC-2/README.md` })),
];

export class Blocks {
  @expose(walletApi.icrc3_get_blocks)
  icrc3_get_blocks(ranges: GetBlocksArgs) {
    return blocks.answer(ranges);
  }
  @expose(walletApi.icrc3_get_archives)
  icrc3_get_archives(_: unknown) {
    return [];
  }
  @expose(walletApi.icrc3_get_tip_certificate)
  icrc3_get_tip_certificate() {
    return tip.certificate();
  }
  @expose(walletApi.icrc3_supported_block_types)
  icrc3_supported_block_types() {
    return types;
  }
}

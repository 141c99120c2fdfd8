/** What happened to the caller's own QIK. */
import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import { fromOpt, type Infer, PAGE_MAX, toOpt, walletApi } from '@qikcard/contracts';
import { blocks } from './book.ts';
import { blocksOfOwner } from './store.ts';

type Page = Infer<typeof walletApi.my_blocks.ret>;

export class OwnBlocks {
  @expose(walletApi.my_blocks)
  my_blocks(cursor: [] | [bigint], limit: number): Page {
    return handleQuery('my_blocks', anyone, ({ caller }) => {
      const size = Math.max(1, Math.min(limit, PAGE_MAX));
      const below = fromOpt(cursor);
      const after =
        below === undefined ? {} : { after: [caller, below] as [typeof caller, bigint] };
      const prefix = [caller] as [typeof caller];
      const keys = blocksOfOwner.scan({ prefix, reverse: true, limit: size + 1, ...after });
      const found = keys.slice(0, size).flatMap(([, index]) => {
        const block = blocks.get(index);
        return block === undefined ? [] : [{ index, block }];
      });
      return { blocks: found, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
    });
  }
}

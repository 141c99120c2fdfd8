/** A canister that does what the kit offers and says what it cost; installed by bench/kit.ts only. */
import {
  appendLog,
  audit,
  certified,
  definePlatform,
  expose,
  ic,
  orderedIndex,
  outbox,
  principalKey,
  sha256,
  table,
  u64Key,
} from '@qikcard/canister-kit';
import { facts, GrantPage, query } from '@qikcard/contracts';
import { wireOf } from '@qikcard/contracts/wire';
import { kitBenchApi } from './api.ts';
import { type BenchRow, rowCodec, rowOf, viewOf } from './rows.ts';

const rows = table(0, rowCodec, u64Key);
const byOwner = orderedIndex(1, principalKey, u64Key);
const log = appendLog(2, rowCodec);
const page = wireOf(query([], GrantPage));
const PAGE = 50;
const LABELS = 1_000n;
const digest = new Uint8Array(32);

function cost(work: () => unknown): bigint {
  const before = ic.instructions();
  work();
  return ic.instructions() - before;
}

/** One page of an owner's rows, from the index to the Candid reply. */
function pageBehind(after: BenchRow | undefined): Uint8Array {
  const cursor = after === undefined ? {} : { after: [after.owner, after.id] as const };
  const keys = byOwner.scan({ limit: PAGE, ...(cursor as object) });
  const found = keys.map(([, id]) => viewOf(rows.get(id) as BenchRow));
  return page.encodeReply({ grants: found, next: [] });
}

class KitBench {
  @expose(kitBenchApi.fill)
  fill(from: bigint, count: number) {
    for (let id = from; id < from + BigInt(count); id++) {
      const row = rowOf(id);
      rows.put(id, row);
      byOwner.insert([row.owner, id]);
      if (id < LABELS) certified.put(['rows', u64Key.encode(id)], u64Key.encode(id));
    }
    return null;
  }
  @expose(kitBenchApi.measure)
  measure(size: bigint) {
    const beforeBody = ic.instructions();
    const row = rowOf(size + 1n);
    const last = byOwner.scan({ limit: PAGE + 1, reverse: true }).at(-1);
    const lastRow = rows.get((last as [unknown, bigint])[1]) as BenchRow;
    const user = { principal: row.owner };
    // Opens the lane: at home the timer of the start does that before the first call.
    outbox.append('profile', facts.userRegistered, user);
    const text = 'Zoë 王小明 '.repeat(100);
    const bytes = new TextEncoder().encode(text);
    const entry = { atNs: 1n, caller: row.owner, method: 'check_in', outcome: 'Ok', subject: '42' };
    return [
      { name: 'before the body of an update', instructions: beforeBody },
      {
        name: 'row to bytes and back',
        instructions: cost(() => rowCodec.decode(rowCodec.encode(row))),
      },
      { name: 'table put', instructions: cost(() => rows.put(row.id, row)) },
      { name: 'table get', instructions: cost(() => rows.get(row.id)) },
      { name: 'index insert', instructions: cost(() => byOwner.insert([row.owner, row.id])) },
      { name: 'index remove', instructions: cost(() => byOwner.remove([row.owner, row.id])) },
      { name: 'table remove', instructions: cost(() => rows.remove(row.id)) },
      { name: 'log append', instructions: cost(() => log.append(row)) },
      {
        name: '50 index keys, first page',
        instructions: cost(() => byOwner.scan({ limit: PAGE })),
      },
      { name: '50 rows to a reply, first page', instructions: cost(() => pageBehind(undefined)) },
      { name: '50 rows to a reply, last page', instructions: cost(() => pageBehind(lastRow)) },
      { name: 'SHA-256 of 64 bytes', instructions: cost(() => sha256(bytes.subarray(0, 64))) },
      { name: 'SHA-256 of 1,000 bytes', instructions: cost(() => sha256(bytes.subarray(0, 1000))) },
      {
        name: `certified value among ${LABELS} labels`,
        instructions: cost(() => certified.put(['rows', u64Key.encode(LABELS / 2n)], digest)),
      },
      {
        name: 'certified value for later',
        instructions: cost(() => certified.putSoon(['later', u64Key.encode(size)], digest)),
      },
      { name: 'audit record', instructions: cost(() => audit.append(entry)) },
      {
        name: 'fact to the outbox',
        instructions: cost(() => outbox.append('profile', facts.userRegistered, user)),
      },
      { name: '900 characters to UTF-8', instructions: cost(() => new TextEncoder().encode(text)) },
      {
        name: '900 characters from UTF-8',
        instructions: cost(() => new TextDecoder().decode(bytes)),
      },
      {
        name: '12 ASCII characters to UTF-8',
        instructions: cost(() => new TextEncoder().encode('Ada Lovelace')),
      },
    ];
  }
}

const Platform = definePlatform({
  name: 'kit-bench',
  version: '0.1.0',
  schema: 1,
  api: kitBenchApi,
  capabilities: [],
  isRolesSource: true,
});

export default [KitBench, Platform];

/** What the parts of the kit cost in instructions, and that they cost the same in large tables. */
import { IDL } from '@dfinity/candid';
import { PocketIc } from '@dfinity/pic';
import { type ActorOf, InitArgument, service } from '@qikcard/contracts';
import { startPocketIc } from '../tests/support/network.ts';
import { buildKitBench } from './kit-build.ts';
import { kitBenchApi } from './kit-canister/api.ts';
import type { Row } from './rows.ts';

/** Rows; `QIKCARD_BENCH_ROWS=1000` is done in seconds. */
const SIZES = (process.env.QIKCARD_BENCH_ROWS ?? '1000,100000').split(',').map(Number);
/** Rows per message: well below the limit of 40 billion instructions. */
const FILL = 500;

/** Figures with a goal (docs: performance goals), at every size. */
const goals: Record<string, string> = {
  '50 rows to a reply, first page': '≤ 60',
  '50 rows to a reply, last page': '≤ 60',
};

export const suite = { title: 'The kit, instructions', measure };

async function measure(): Promise<Row[]> {
  const wasm = await buildKitBench();
  const server = await startPocketIc();
  try {
    const pic = await PocketIc.create(server.getUrl());
    const canisterId = await pic.createCanister({ cycles: 10n ** 15n });
    const everyone = ['auth', 'event', 'nft', 'profile', 'analytics', 'wallet'] as const;
    const directory = Object.fromEntries(everyone.map((name) => [name, canisterId]));
    const init = [{ directory, admins: [], shard: 0, event_shards: [] }];
    await pic.installCode({ canisterId, wasm, arg: IDL.encode([InitArgument], [init]) });
    const actor = pic.createActor(() => service(kitBenchApi) as never, canisterId);
    // The canister drops anonymous updates like every other.
    actor.setPrincipal(canisterId);
    return await rowsOf(actor as unknown as ActorOf<typeof kitBenchApi>);
  } finally {
    await server.stop();
  }
}

async function rowsOf(canister: ActorOf<typeof kitBenchApi>): Promise<Row[]> {
  const rows: Row[] = [];
  let filled = 0;
  for (const size of SIZES) {
    for (; filled < size; filled += Math.min(FILL, size - filled)) {
      await canister.fill(BigInt(filled), Math.min(FILL, size - filled));
    }
    for (const { name, instructions } of await canister.measure(BigInt(size))) {
      const goal = goals[name];
      rows.push({
        name: `${name}, ${size.toLocaleString('en')} rows`,
        value: Number(instructions) / 1e6,
        unit: 'M instructions',
        exact: true,
        ...(goal === undefined ? {} : { goal }),
      });
    }
  }
  return rows;
}

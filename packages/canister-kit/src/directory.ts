import type { Principal } from '@dfinity/principal';
import { binary, type CanisterName, canisterNames, type InitArgs } from '@qikcard/contracts';
import { cell } from './cell.ts';
import type { RawMap } from './memory-map.ts';

const { list, principalField, struct, u16, versioned } = binary;

const codec = versioned(
  1,
  // In the order of `canisterNames`.
  struct({ canisters: list(principalField), shard: u16 }),
);
type Row = { canisters: Principal[]; shard: number };

/** Who the canisters of this deployment are: given at install, kept over upgrades. */
export function createDirectory(map: RawMap) {
  const stored = cell<Row>(map, codec, { canisters: [], shard: 0 });
  let cached: Row | undefined;
  let names: Map<string, CanisterName> | undefined;

  function row(): Row {
    cached ??= stored.get();
    return cached;
  }
  return {
    set({ directory, shard }: InitArgs): void {
      stored.set({ canisters: canisterNames.map((name) => directory[name]), shard });
      cached = undefined;
      names = undefined;
    },
    get(name: CanisterName): Principal {
      const principal = row().canisters[canisterNames.indexOf(name)];
      if (principal === undefined) throw new Error(`no ${name} canister in the directory`);
      return principal;
    },
    nameOf(principal: Principal): CanisterName | undefined {
      names ??= new Map(row().canisters.map((each, i) => [each.toHex(), canisterNames[i]]));
      return names.get(principal.toHex());
    },
    shard: () => row().shard,
  };
}
export type Directory = ReturnType<typeof createDirectory>;

import type { Principal } from '@dfinity/principal';
import {
  binary,
  type CanisterName,
  canisterNames,
  canisterOf,
  EVENT_SHARDS_MAX,
  eventPeer,
  fromOpt,
  type InitArgs,
  type PeerName,
} from '@qikcard/contracts';
import { cell } from './cell.ts';
import type { RawMap } from './memory-map.ts';

const { list, principalField, struct, u16, versioned } = binary;

// Canisters are in the order of `canisterNames`.
const first = struct({ canisters: list(principalField), shard: u16 });
const second = struct({
  canisters: list(principalField),
  shard: u16,
  /** All event canisters by shard number; one at least. */
  eventShards: list(principalField),
});
const codec = versioned(2, second, {
  1: (reader) => {
    const row = first.read(reader);
    const event = row.canisters[canisterNames.indexOf('event')];
    return { ...row, eventShards: event === undefined ? [] : [event] };
  },
});
type Row = { canisters: Principal[]; shard: number; eventShards: Principal[] };

/** Who the canisters of this deployment are: given at install, kept over upgrades. */
export function createDirectory(map: RawMap) {
  const stored = cell<Row>(map, codec, { canisters: [], shard: 0, eventShards: [] });
  let cached: Row | undefined;
  let peers: Map<string, PeerName> | undefined;

  function row(): Row {
    cached ??= stored.get();
    return cached;
  }
  function known(): Map<string, PeerName> {
    peers ??= named(row());
    return peers;
  }
  function named({ canisters, eventShards }: Row): Map<string, PeerName> {
    const found = new Map<string, PeerName>();
    for (const [i, each] of canisters.entries()) found.set(each.toHex(), canisterNames[i]);
    for (const [i, each] of eventShards.entries()) found.set(each.toHex(), eventPeer(i));
    return found;
  }
  const peerOf = (principal: Principal): PeerName | undefined => known().get(principal.toHex());
  return {
    set({ directory, shard, event_shards }: InitArgs): void {
      const eventShards = fromOpt(event_shards) ?? [directory.event];
      const [head] = eventShards;
      if (head === undefined || head.compareTo(directory.event) !== 'eq') {
        throw new Error("event_shards must begin with the directory's event canister");
      }
      if (eventShards.length > EVENT_SHARDS_MAX) throw new Error('too many event shards');
      const canisters = canisterNames.map((name) => directory[name]);
      stored.set({ canisters, shard, eventShards });
      cached = undefined;
      peers = undefined;
    },
    get(peer: PeerName): Principal {
      const { canisters, eventShards } = row();
      const principal = peer.startsWith('event')
        ? eventShards[Number(peer.split('#')[1] ?? 0)]
        : canisters[canisterNames.indexOf(peer as CanisterName)];
      if (principal === undefined) throw new Error(`no ${peer} canister in the directory`);
      return principal;
    },
    peerOf,
    nameOf(principal: Principal): CanisterName | undefined {
      const peer = peerOf(principal);
      return peer && canisterOf(peer);
    },
    /** Everyone a fact for this canister goes to: all shards of the event canister. */
    receivers: (name: CanisterName): PeerName[] =>
      name === 'event' ? row().eventShards.map((_, shard) => eventPeer(shard)) : [name],
    /** Every canister of the deployment, shards too. */
    everyone: (): PeerName[] => [...known().values()],
    eventShards: () => row().eventShards,
    shard: () => row().shard,
  };
}
export type Directory = ReturnType<typeof createDirectory>;

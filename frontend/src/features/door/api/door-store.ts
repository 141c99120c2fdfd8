/**
 * What a door keeps on this device: what it needs to decide without a network, what it has seen, and
 * what it has yet to send. A write is on disk before anybody is let in by it.
 */
import { Principal } from '@dfinity/principal';
import type { KeptRoster } from '@qikcard/client/roster';
import type { DoorPlan, EventView, PassPolicy, SeenMove } from '@qikcard/contracts';
import Dexie, { type Table } from 'dexie';

export type QueuedScan = {
  /** Hex: what makes every repeat harmless. */
  scanId: string;
  eventId: string;
  out: boolean;
  gate: string;
  payload: Uint8Array;
  capturedAtNs: bigint;
  /** The guest went through. */
  passed: boolean;
};
/** What a door decides with while it is alone. */
export type Pack = {
  event: EventView;
  plan: DoorPlan;
  policy: PassPolicy;
  roster: KeptRoster;
};
type PackRow = Omit<Pack, 'event'> & {
  key: string;
  eventId: string;
  endsAtMs: number;
  event: Omit<EventView, 'organizer'>;
  organizer: string;
};
export type MoveRow = SeenMove & { eventId: string; registrationId: string };

class DoorStore extends Dexie {
  declare packs: Table<PackRow, string>;
  declare queue: Table<QueuedScan & { n?: number }, number>;
  declare moves: Table<MoveRow & { n?: number }, number>;

  constructor() {
    // Strict: a write that was answered survives a phone that loses its battery.
    super('qikcard-door', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ packs: 'key', queue: '++n, &scanId, eventId', moves: '++n, eventId' });
  }
}
const store = new DoorStore();

/** A door that is offline for a whole evening. */
const SCANS_MAX = 5_000;
export const keyOf = (who: string, eventId: bigint) => `${who}/${eventId}`;

/** Keeps a scan; false when no more fit, which the door must say aloud. */
export async function enqueue(scan: QueuedScan): Promise<boolean> {
  return store.transaction('rw', store.queue, async () => {
    if ((await store.queue.count()) >= SCANS_MAX) return false;
    const known = await store.queue.where('scanId').equals(scan.scanId).count();
    if (known === 0) await store.queue.add(scan);
    return true;
  });
}

/** The oldest scans of an event that wait to be sent. */
export const waitingScans = (eventId: bigint, limit: number): Promise<QueuedScan[]> =>
  store.queue.where('eventId').equals(String(eventId)).limit(limit).sortBy('n');

export const waitingCount = (eventId: bigint): Promise<number> =>
  store.queue.where('eventId').equals(String(eventId)).count();

/** Forgets scans that the canister has answered. */
export async function forgetScans(scanIds: string[]): Promise<void> {
  await store.queue.where('scanId').anyOf(scanIds).delete();
}

/** Keeps what a door decides with. */
export async function savePack(who: string, pack: Pack): Promise<void> {
  const { organizer, ...event } = pack.event;
  await store.packs.put({
    ...pack,
    key: keyOf(who, event.id),
    eventId: String(event.id),
    endsAtMs: Number(event.ends_at_ns / 1_000_000n),
    event,
    organizer: organizer.toText(),
  });
}

/** What was kept for this person at this door. */
export async function loadPack(who: string, eventId: bigint): Promise<Pack | undefined> {
  const row = await store.packs.get(keyOf(who, eventId));
  if (row === undefined) return undefined;
  const { plan, policy, roster } = row;
  const event = { ...row.event, organizer: Principal.fromText(row.organizer) };
  return { event, plan, policy, roster };
}

/** Takes away what somebody may no longer have. */
export async function dropPack(who: string, eventId: bigint): Promise<void> {
  await store.packs.delete(keyOf(who, eventId));
}

/** For whom and where this device keeps a list: what else it keeps about guests goes with it. */
export const packKeys = (): Promise<string[]> => store.packs.toCollection().primaryKeys();

/** Names stay no longer than the event: takes away what is over and sent. */
export async function dropOldPacks(nowMs: number): Promise<void> {
  const over = (await store.packs.toArray()).filter(({ endsAtMs }) => endsAtMs < nowMs);
  for (const { key, eventId } of over) {
    if ((await waitingCount(BigInt(eventId))) > 0) continue;
    await store.packs.delete(key);
    await store.moves.where('eventId').equals(eventId).delete();
  }
}

/** Remembers that somebody went through. */
export async function addMove(
  eventId: bigint,
  registrationId: bigint,
  move: SeenMove,
): Promise<void> {
  const row = { ...move, eventId: String(eventId), registrationId: String(registrationId) };
  await store.moves.add(row);
}

/** Forgets the latest move of somebody. */
export async function dropLastMove(eventId: bigint, registrationId: bigint): Promise<void> {
  await store.transaction('rw', store.moves, async () => {
    const moves = await seenMoves(eventId);
    const last = moves.filter((move) => move.registrationId === String(registrationId)).at(-1);
    if (last?.n !== undefined) await store.moves.delete(last.n);
  });
}

/** All moves that this device has seen at an event, oldest first. */
export const seenMoves = (eventId: bigint): Promise<(MoveRow & { n?: number })[]> =>
  store.moves.where('eventId').equals(String(eventId)).sortBy('n');

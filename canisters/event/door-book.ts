/**
 * What one message changes about the doors of events: rows are read once and written once, however
 * many guests go through in it.
 */
import type { Call } from '@qikcard/canister-kit';
import type { DoorPlan } from '@qikcard/contracts';
import { gateCounted, newFloor } from './domain/presence.ts';
import { refusalNumber } from './domain/refusal-names.ts';
import { withFeedEntry } from './feed.ts';
import { planOf } from './plans.ts';
import { commitLater } from './refused-lines.ts';
import type { EventDoor, FeedRow } from './rows.ts';
import type { FloorRow, LogRow, MinuteRow } from './rows-doors.ts';
import { doors } from './store.ts';
import { floors, loggedEvents, minutes, refusalCounts, scanLog } from './store-doors.ts';

const MINUTE_NS = 60_000_000_000n;
const noMoves: MinuteRow = { entered: 0, left: 0, refused: 0 };

/** A row per event, read when it is first asked for. */
class Rows<V> {
  private readonly read = new Map<bigint, V>();
  private readonly changed = new Set<bigint>();
  constructor(
    private readonly find: (id: bigint) => V,
    private readonly store: (id: bigint, value: NonNullable<V>) => void,
  ) {}
  get(id: bigint): V {
    if (!this.read.has(id)) this.read.set(id, this.find(id));
    return this.read.get(id) as V;
  }
  put(id: bigint, value: V): void {
    this.read.set(id, value);
    this.changed.add(id);
  }
  flush(): void {
    for (const id of this.changed) this.store(id, this.read.get(id) as NonNullable<V>);
    this.changed.clear();
  }
}

export class DoorBook {
  private readonly doors = new Rows<EventDoor | undefined>((id) => doors.get(id), doors.put);
  private readonly floors = new Rows<FloorRow>((id) => floors.get(id) ?? newFloor, floors.put);
  private readonly minutes = new Map<string, { key: [bigint, number]; row: MinuteRow }>();
  private readonly reasons = new Map<string, { key: [bigint, number]; by: number }>();

  /** Lines of the scan log that the audit trail has to commit to. */
  private readonly refused = new Map<bigint, bigint[]>();

  constructor(private readonly call: Call) {}

  door = (eventId: bigint): EventDoor | undefined => this.doors.get(eventId);
  putDoor = (eventId: bigint, door: EventDoor): void => this.doors.put(eventId, door);
  floor = (eventId: bigint): FloorRow => this.floors.get(eventId);
  putFloor = (eventId: bigint, floor: FloorRow): void => this.floors.put(eventId, floor);
  plan = (eventId: bigint): DoorPlan => planOf(eventId);

  /** Appends to the public feed, with the counts as they are now. */
  feed(eventId: bigint, kind: FeedRow['kind'], gate: string, registrationId?: bigint): void {
    const door = this.door(eventId) as EventDoor;
    const entry = { atNs: this.call.nowNs, kind, gate, registrationId };
    this.putDoor(eventId, withFeedEntry(eventId, door, entry));
  }

  countMinute(eventId: bigint, atNs: bigint, what: keyof MinuteRow): void {
    const key: [bigint, number] = [eventId, Number(atNs / MINUTE_NS)];
    const name = key.join();
    const found = this.minutes.get(name)?.row ?? minutes.get(key) ?? noMoves;
    this.minutes.set(name, { key, row: { ...found, [what]: found[what] + 1 } });
  }

  countRefusal(eventId: bigint, gateId: number, reason: string): void {
    const key: [bigint, number] = [eventId, refusalNumber(reason)];
    const name = key.join();
    this.reasons.set(name, { key, by: (this.reasons.get(name)?.by ?? 0) + 1 });
    this.putFloor(eventId, gateCounted(this.floor(eventId), gateId, 'refused'));
    this.countMinute(eventId, this.call.nowNs, 'refused');
  }

  /** Appends to the scan log of staff; gives its number. */
  log(eventId: bigint, entry: Omit<LogRow, 'by' | 'atNs'> & { atNs?: bigint }): bigint {
    const floor = this.floor(eventId);
    const seq = floor.logLength + 1n;
    if (seq === 1n) loggedEvents.insert([eventId]);
    scanLog.put([eventId, seq], { atNs: this.call.nowNs, by: this.call.caller, ...entry });
    this.putFloor(eventId, { ...floor, logLength: seq });
    if (entry.kind === 'Refused')
      this.refused.set(eventId, [...(this.refused.get(eventId) ?? []), seq]);
    return seq;
  }

  /** Writes the rows that the whole message shares. */
  flush(): void {
    for (const [eventId, seqs] of this.refused) commitLater(eventId, seqs);
    this.refused.clear();
    this.doors.flush();
    this.floors.flush();
    for (const { key, row } of this.minutes.values()) minutes.put(key, row);
    for (const { key, by } of this.reasons.values()) {
      refusalCounts.put(key, (refusalCounts.get(key) ?? 0) + by);
    }
  }
}

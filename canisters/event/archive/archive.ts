/** What staff see of an archived event. */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventArchive,
  type EventRefusal,
  err,
  eventApi,
  ok,
  type Result,
  toOpt,
  type Visit,
} from '@qikcard/contracts';
import { refusalsOf } from '../board.ts';
import { newFloor } from '../domain/presence.ts';
import { staffsEvent } from '../events.ts';
import type { EventDoor } from '../rows.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { floors } from '../store-doors.ts';
import type { ArchiveRow } from './rows.ts';
import { archives, visitPages } from './store.ts';

export class Archive {
  @served(eventApi.event_archive)
  event_archive(call: Call, id: bigint): Result<EventArchive, EventRefusal> {
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const row = archives.get(id);
    if (row === undefined) return err({ Invalid: { field: 'event_id', problem: 'not archived' } });
    return ok(archiveOf(id, door, row));
  }

  @served(eventApi.archived_visits)
  archived_visits(
    call: Call,
    { event_id: id, page }: { event_id: bigint; page: number },
  ): Result<Visit[], EventRefusal> {
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const visits = visitPages.get([id, page]) ?? [];
    return ok(
      visits.map(({ registrationId, entries, lastEntryNs, lastExitNs }) => ({
        registration_id: registrationId,
        entries,
        last_entry_ns: toOpt(lastEntryNs),
        last_exit_ns: toOpt(lastExitNs),
      })),
    );
  }
}

function archiveOf(id: bigint, door: EventDoor, row: ArchiveRow): EventArchive {
  const { gates } = floors.get(id) ?? newFloor;
  const sum = (what: 'entered' | 'left' | 'refused') =>
    BigInt(gates.reduce((all, gate) => all + gate[what], 0));
  return {
    state: stateOf(row),
    registered: door.registered,
    arrived: door.arrived,
    entered: sum('entered'),
    left: sum('left'),
    refused: sum('refused'),
    refusals: refusalsOf(id),
    rows_removed: row.removed,
  };
}

function stateOf({ phase, dueAtNs, doneAtNs }: ArchiveRow): EventArchive['state'] {
  if (phase === 'waiting') return { Waiting: { until_ns: dueAtNs } };
  return doneAtNs === undefined ? { Condensing: null } : { Condensed: { at_ns: doneAtNs } };
}

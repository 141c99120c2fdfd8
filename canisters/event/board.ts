/** What staff see of their doors: the live board and the scan log. */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type LiveBoard,
  type LogEntry,
  type LogFilter,
  type LogPage,
  type OwnLogPage,
  ok,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from './domain/page.ts';
import { insideZone, newFloor } from './domain/presence.ts';
import { refusalNames } from './domain/refusal-names.ts';
import { forgottenSince, ownRegistration } from './door-privacy.ts';
import { staffsEvent } from './events.ts';
import { planOf } from './plans.ts';
import type { EventDoor } from './rows.ts';
import type { FloorRow, LogRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { doors } from './store.ts';
import { floors, minutes, refusalCounts, scanLog } from './store-doors.ts';

type Infer<T> = T extends readonly (infer Item)[] ? Item : never;
const MINUTE_NS = 60_000_000_000n;
const MINUTES_SHOWN = 60;
/** Rows that one page of a filtered log looks at. */
const LOOKED_AT_MAX = 400;

export class Board {
  @served(eventApi.live_board)
  live_board(call: Call, eventId: bigint): Result<LiveBoard, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    return ok(boardOf(eventId, door, call.nowNs));
  }

  @served(eventApi.scan_log)
  scan_log(
    call: Call,
    eventId: bigint,
    filter: LogFilter,
    cursor: [] | [bigint],
    limit: number,
  ): Result<LogPage, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    return ok(logPage(eventId, filter, fromOpt(cursor), pageSize(limit)));
  }

  @served(eventApi.my_door_log)
  my_door_log(
    call: Call,
    id: bigint,
    cursor: [] | [bigint],
    limit: number,
  ): Result<OwnLogPage, EventRefusal> {
    const registration = ownRegistration(call, id);
    if (registration === undefined) return err({ UnknownRegistration: null });
    const page = logPage(registration.eventId, { Of: id }, fromOpt(cursor), pageSize(limit));
    const own = ({ seq, at_ns, kind, gate, reason, detail }: LogEntry) => {
      return { seq, at_ns, kind, gate, reason, detail };
    };
    return ok({ entries: page.entries.map(own), next: page.next });
  }
}

function boardOf(eventId: bigint, door: EventDoor, nowNs: bigint): LiveBoard {
  const floor = floors.get(eventId) ?? newFloor;
  const { registered, arrived, inside } = door;
  return {
    ...{ at_ns: nowNs, registered, arrived, inside },
    zones: planOf(eventId).zones.map(({ id, name, capacity }) => ({
      ...{ id, name, capacity },
      inside: insideZone(floor, id),
    })),
    gates: gatesOf(eventId, floor),
    minutes: minutesOf(eventId, nowNs),
    refusals: refusalsOf(eventId),
    open_conflicts: floor.openConflicts,
  };
}

/** All gates of the plan, and what went through doors it does not name. */
function gatesOf(eventId: bigint, floor: FloorRow): LiveBoard['gates'] {
  const none = { inside: 0, entered: 0, left: 0, refused: 0 };
  const named = planOf(eventId).gates.map(({ id, name }) => ({ id, name }));
  const unnamed = floor.gates.some(({ id }) => id === 0) ? [{ id: 0, name: '' }] : [];
  return [...named, ...unnamed].map((gate) => {
    const { inside, entered, left, refused } = floor.gates.find(({ id }) => id === gate.id) ?? none;
    return { ...gate, inside, entered, left, refused };
  });
}

function minutesOf(eventId: bigint, nowNs: bigint): LiveBoard['minutes'] {
  const last = Number(nowNs / MINUTE_NS);
  const shown: Infer<LiveBoard['minutes']>[] = [];
  for (let minute = last - MINUTES_SHOWN + 1; minute <= last; minute++) {
    const row = minutes.get([eventId, minute]);
    if (row) shown.push({ minute, ...row });
  }
  return shown;
}

/** How often which refusal was said, most often first. */
export const refusalsOf = (eventId: bigint): LiveBoard['refusals'] =>
  refusalNames
    .map((reason, i) => ({ reason, count: refusalCounts.get([eventId, i]) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);

function logPage(
  eventId: bigint,
  filter: LogFilter,
  below: bigint | undefined,
  size: number,
): LogPage {
  const { logLength, logPruned } = floors.get(eventId) ?? newFloor;
  const entries: LogEntry[] = [];
  let seq = below === undefined ? logLength : below - 1n;
  for (let looked = 0; seq > logPruned && looked < LOOKED_AT_MAX; looked++, seq--) {
    if (entries.length === size) break;
    const row = scanLog.get([eventId, seq]);
    if (row && isShown(row, filter)) entries.push(viewOf(seq, row));
  }
  return { entries, next: toOpt(seq > logPruned ? seq + 1n : undefined) };
}

function isShown(row: LogRow, filter: LogFilter): boolean {
  if ('All' in filter) return true;
  return 'Refused' in filter ? row.kind === 'Refused' : row.registrationId === filter.Of;
}

function viewOf(seq: bigint, row: LogRow): LogEntry {
  const { atNs, kind, registrationId, by, gate, listId, reason } = row;
  // What staff wrote goes with the name; a rule that refused is nobody's.
  const isForgotten = kind !== 'Refused' && forgottenSince(registrationId, atNs);
  const detail = isForgotten ? '' : row.detail;
  return {
    ...{ seq, at_ns: atNs, registration_id: registrationId, by, gate, list_id: listId },
    ...{ reason, detail },
    kind: { [kind]: null } as LogEntry['kind'],
  };
}

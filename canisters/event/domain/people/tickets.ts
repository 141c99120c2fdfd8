/** Rules of ticket types and places. */
import {
  CAPACITY_MAX,
  type EventRefusal,
  fromOpt,
  TICKET_TYPE_NAME_MAX_CHARS,
  type TicketType,
  type TicketTypeDraft,
  toOpt,
} from '@qikcard/contracts';
import type { Tally, TicketTypeRow } from '../../people/rows.ts';
import type { EventDoor } from '../../rows.ts';
import { checkText } from '../text.ts';

const COLOUR = /^#[0-9a-f]{6}$/;
const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

/** The first thing wrong with a ticket type. @param taken places given away already. */
export function problemOfTicketType(
  draft: TicketTypeDraft,
  taken: number,
): EventRefusal | undefined {
  const problem = checkText('name', draft.name, 1, TICKET_TYPE_NAME_MAX_CHARS);
  if (problem) return problem;
  if (!COLOUR.test(draft.colour)) return invalid('colour', 'must look like #5b5bf6');
  return (
    problemOfTypeCapacity(fromOpt(draft.capacity), taken) ??
    problemOfSpan('sales_until_ns', draft.sales_from_ns, draft.sales_until_ns) ??
    problemOfSpan('valid_until_ns', draft.valid_from_ns, draft.valid_until_ns)
  );
}

function problemOfTypeCapacity(
  capacity: number | undefined,
  taken: number,
): EventRefusal | undefined {
  if (capacity === undefined) return undefined;
  if (capacity < 1 || capacity > CAPACITY_MAX) {
    return invalid('capacity', `must be between 1 and ${CAPACITY_MAX}`);
  }
  if (capacity >= taken) return undefined;
  return invalid('capacity', `${taken} places are given away already`);
}

type Moment = [] | [bigint];
function problemOfSpan(field: string, [from]: Moment, [until]: Moment): EventRefusal | undefined {
  if (from === undefined || until === undefined || until > from) return undefined;
  return invalid(field, 'must be after its beginning');
}

/** The row of a new or changed type; what was given away stays counted. */
export function ticketTypeRow(
  draft: TicketTypeDraft,
  before: TicketTypeRow | undefined,
): TicketTypeRow {
  return {
    name: draft.name.trim(),
    colour: draft.colour,
    capacity: fromOpt(draft.capacity),
    salesFromNs: fromOpt(draft.sales_from_ns),
    salesUntilNs: fromOpt(draft.sales_until_ns),
    validFromNs: fromOpt(draft.valid_from_ns),
    validUntilNs: fromOpt(draft.valid_until_ns),
    approval: draft.approval,
    hidden: draft.hidden,
    taken: before?.taken ?? 0,
    withdrawn: before?.withdrawn ?? false,
  };
}

export function ticketTypeView(number: number, row: TicketTypeRow): TicketType {
  return {
    number,
    name: row.name,
    colour: row.colour,
    capacity: toOpt(row.capacity),
    sales_from_ns: toOpt(row.salesFromNs),
    sales_until_ns: toOpt(row.salesUntilNs),
    valid_from_ns: toOpt(row.validFromNs),
    valid_until_ns: toOpt(row.validUntilNs),
    approval: row.approval,
    hidden: row.hidden,
    taken: row.taken,
    withdrawn: row.withdrawn,
  };
}

/** Why nobody can have this type now, places left aside. */
export function problemOfSales(row: TicketTypeRow, nowNs: bigint): EventRefusal | undefined {
  if (row.withdrawn) return { UnknownTicketType: null };
  if (row.salesFromNs !== undefined && nowNs < row.salesFromNs) {
    return { SalesNotOpen: { opens_ns: row.salesFromNs } };
  }
  if (row.salesUntilNs !== undefined && nowNs >= row.salesUntilNs) {
    return { SalesClosed: { closed_ns: row.salesUntilNs } };
  }
  return undefined;
}

/** Why there is no place, or undefined when there is; places on offer are taken. */
export function problemOfPlace(
  door: EventDoor,
  tally: Tally,
  type: TicketTypeRow | undefined,
): EventRefusal | undefined {
  const { capacity } = door;
  if (capacity !== undefined && door.registered + tally.held >= capacity) {
    return { CapacityReached: { capacity } };
  }
  if (type?.capacity !== undefined && type.taken >= type.capacity) {
    return { CapacityReached: { capacity: type.capacity } };
  }
  return undefined;
}

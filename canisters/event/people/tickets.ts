/** Ticket types of an event. */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type PutTicketType,
  type Result,
  TICKET_TYPES_MAX,
  type TicketType,
  type TicketTypeRef,
} from '@qikcard/contracts';
import { problemOfTicketType, ticketTypeRow, ticketTypeView } from '../domain/people/tickets.ts';
import { runsEvent } from '../events.ts';
import { ticketTypesChanged } from '../plans.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { settingsOf, tallyOf } from './about.ts';
import { serveLine } from './places.ts';
import { eventSettings, ticketTypes } from './store.ts';

type Answer = Result<TicketType, EventRefusal>;

export class Tickets {
  @served(eventApi.put_ticket_type)
  put_ticket_type(call: Call, request: Infer<typeof PutTicketType>): Answer {
    const { event_id: id, draft } = request;
    const problem = problemOfEditing(call, id);
    if (problem) return err(problem);
    const settings = settingsOf(id);
    const number = fromOpt(request.number) ?? settings.ticketTypes + 1;
    const before = ticketTypes.get([id, number]);
    const wrong =
      problemOfNumber(id, number, settings.ticketTypes, before !== undefined) ??
      problemOfTicketType(draft, before?.taken ?? 0);
    if (wrong) return err(wrong);
    const row = ticketTypeRow(draft, before);
    ticketTypes.put([id, number], row);
    ticketTypesChanged(id);
    if (!before) eventSettings.put(id, { ...settings, ticketTypes: number });
    serveLine(id, call.nowNs);
    return ok(ticketTypeView(number, ticketTypes.get([id, number]) ?? row));
  }

  @served(eventApi.withdraw_ticket_type)
  withdraw_ticket_type(call: Call, request: Infer<typeof TicketTypeRef>): Answer {
    const { event_id: id, number } = request;
    const problem = problemOfEditing(call, id);
    if (problem) return err(problem);
    const row = ticketTypes.get([id, number]);
    if (row === undefined) return err({ UnknownTicketType: null });
    const withdrawn = { ...row, withdrawn: true };
    ticketTypes.put([id, number], withdrawn);
    return ok(ticketTypeView(number, withdrawn));
  }
}

/** A first type cannot come when people are registered without one. */
function problemOfNumber(
  id: bigint,
  number: number,
  made: number,
  exists: boolean,
): EventRefusal | undefined {
  if (exists) return undefined;
  if (number !== made + 1) return { UnknownTicketType: null };
  if (number > TICKET_TYPES_MAX) {
    const problem = `at most ${TICKET_TYPES_MAX} types`;
    return { Invalid: { field: 'ticket_types', problem } };
  }
  const { waiting, applied, held } = tallyOf(id);
  const people = (doors.get(id)?.registered ?? 0) + waiting + applied + held;
  if (number > 1 || people === 0) return undefined;
  const problem = 'people are registered without a type already';
  return { Invalid: { field: 'ticket_types', problem } };
}

function problemOfEditing(call: Call, id: bigint): EventRefusal | undefined {
  call.subject = id.toString();
  const door = doors.get(id);
  if (door === undefined) return { UnknownEvent: null };
  return runsEvent(call, door, id) ? undefined : { Forbidden: null };
}

/** A pass as its form holds it: whole days of the organizer's own calendar. */
import type { MembershipPlan } from '@qikcard/contracts';
import { fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import type { PlanDraft } from './memberships.ts';

export type PlanForm = {
  name: string;
  from: string;
  until: string;
  /** Undefined: all events of the organizer. */
  events: bigint[] | undefined;
  ticket: string;
};
export type PlanProblem = 'nameMissing' | 'dates' | 'chosenNone';

const DAY_MS = 86_400_000;
const dayOf = (ms: number, zone: string) => toLocalField(ms, zone).slice(0, 10);

/** A year from today. */
export const emptyPlan = (nowMs: number, zone: string): PlanForm => ({
  name: '',
  from: dayOf(nowMs, zone),
  until: dayOf(nowMs + 365 * DAY_MS, zone),
  events: undefined,
  ticket: '',
});

export const formOf = (plan: MembershipPlan, zone: string): PlanForm => ({
  name: plan.name,
  from: dayOf(toMs(plan.valid_from_ns), zone),
  // It ends with the first moment of the day behind its last one.
  until: dayOf(toMs(plan.valid_until_ns) - 1, zone),
  events: plan.events.length === 0 ? undefined : plan.events.map(({ event_id }) => event_id),
  ticket: plan.ticket_type_name,
});

/** What the canister is told, or what is wrong with the form. */
export function draftOf(form: PlanForm, zone: string, nowMs: number): PlanDraft | PlanProblem {
  const fromMs = fromLocalField(`${form.from}T00:00`, zone);
  const untilMs = fromLocalField(`${dayAfter(form.until)}T00:00`, zone);
  if (form.name.trim() === '') return 'nameMissing';
  if (fromMs === undefined || untilMs === undefined || untilMs <= fromMs || untilMs <= nowMs) {
    return 'dates';
  }
  if (form.events?.length === 0) return 'chosenNone';
  return {
    name: form.name.trim(),
    valid_from_ns: toNs(fromMs),
    valid_until_ns: toNs(untilMs),
    events: (form.events ?? []).map((event_id) => ({ event_id })),
    ticket_type_name: form.ticket.trim(),
  };
}

/** The calendar's next day; days of 23 and 25 hours count as one. */
function dayAfter(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? '' : new Date(ms + DAY_MS).toISOString().slice(0, 10);
}

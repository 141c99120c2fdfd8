/** An evening with open doors: an organizer, a published event, guests and a paired reader. */
import { randomBytes } from 'node:crypto';
import type {
  EventDraft,
  EventView,
  Purpose,
  Registration,
  Result,
  Scan,
  ScanRefusal,
  Verdict,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { type Person, person } from './people.ts';

export const organizer = person('organizer');
const HOUR_NS = 3_600_000_000_000n;

/** The value of an answer that must not be a refusal. */
export function granted<T>(answer: Result<T, unknown>): T {
  if ('Err' in answer) throw new Error(`refused: ${describe(answer.Err)}`);
  return answer.Ok;
}

const describe = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v));

/** The refusal of a verdict that must be one. */
export function refusal(verdict: Verdict): ScanRefusal {
  if (!('Refused' in verdict)) throw new Error(`not refused: ${describe(verdict)}`);
  return verdict.Refused;
}

/** An event that starts in an hour and whose doors are open. */
export async function publishEvent(
  deployment: Deployment,
  change: Partial<EventDraft> = {},
  by: Person = organizer,
): Promise<EventView> {
  const now = await deployment.nowNs();
  const { event } = deployment.as(by);
  const draft: EventDraft = {
    name: 'Community day',
    description: '',
    location: 'Town hall',
    time_zone: 'Europe/Berlin',
    starts_at_ns: now + HOUR_NS,
    ends_at_ns: now + 6n * HOUR_NS,
    doors_open_ns: [],
    capacity: [],
    ...change,
  };
  const { id } = granted(await event.create_event(draft));
  return granted(await event.publish_event(id));
}

/** Enrols `device` by a code of the organizer. */
export async function pair(
  deployment: Deployment,
  eventId: bigint,
  device: Person,
  gate = 'North',
): Promise<void> {
  const { code } = granted(
    await deployment
      .as(organizer)
      .event.start_pairing({ event_id: eventId, name: device.name, gate }),
  );
  granted(await deployment.as(device).event.pair_device(code));
}

export const join = async (
  deployment: Deployment,
  eventId: bigint,
  guest: Person,
): Promise<Registration> =>
  granted(await deployment.as(guest).event.join_event(eventId, guest.name));

/** A fresh token of the guest's registration. */
export async function tokenOf(
  deployment: Deployment,
  guest: Person,
  registration: Registration,
  purpose: Purpose = 'check_in',
): Promise<Uint8Array> {
  const issued = await deployment.as(guest).event.issue_token({
    registration_id: registration.id,
    purpose: { [purpose]: null } as { check_in: null },
  });
  return Uint8Array.from(granted(issued).token);
}

/** A reading of a code: each call is another reading. */
export function scanOf(eventId: bigint, payload: Uint8Array, change: Partial<Scan> = {}): Scan {
  return {
    scan_id: randomBytes(16),
    event_id: eventId,
    direction: { In: null },
    payload,
    gate: 'North',
    captured_at_ns: 0n,
    possession: [],
    list_id: [],
    offline: [],
    ...change,
  };
}

/** All that a refused scan must leave as it was. */
export async function stateOf(deployment: Deployment, eventId: bigint) {
  const { event } = deployment.as(organizer);
  const { arrived, inside, registered } = granted(await event.get_event(eventId));
  const { rows } = granted(await event.attendance(eventId, [], 100));
  return { arrived, inside, registered, rows };
}

/** The whole feed, oldest first. */
export async function feedOf(deployment: Deployment, eventId: bigint) {
  const { event } = deployment.as(organizer);
  const entries = [];
  for (let seq = 0n; ; ) {
    const page = await event.feed(eventId, seq, 100);
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
    seq = page.next_seq;
  }
}

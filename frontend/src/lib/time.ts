/** Times are shown in the zone of the event, with the zone named: never in the reader's own. */

const NS_PER_MS = 1_000_000n;

export const toMs = (ns: bigint): number => Number(ns / NS_PER_MS);
export const toNs = (ms: number): bigint => BigInt(Math.round(ms)) * NS_PER_MS;

type Zone = { locale: string; zone: string };

function format(ns: bigint, { locale, zone }: Zone, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: safeZone(zone), ...options }).format(toMs(ns));
}

/** A zone this browser knows; UTC where it knows not, so that a stored event always renders. */
export function safeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

/** "Sat, 21 Nov, 18:00 CET" */
export const dateTime = (ns: bigint, at: Zone): string =>
  format(ns, at, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
/** "18:00 CET" */
export const timeOfDay = (ns: bigint, at: Zone): string =>
  format(ns, at, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
/** "18:00:07", for rows under a heading that names the zone. */
export const clock = (ns: bigint, at: Zone): string =>
  format(ns, at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
export const dayOfMonth = (ns: bigint, at: Zone): string => format(ns, at, { day: 'numeric' });
export const monthShort = (ns: bigint, at: Zone): string => format(ns, at, { month: 'short' });
export const longDate = (ns: bigint, at: Zone): string =>
  format(ns, at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** "18:00 – 23:00 CET", with both dates where they differ. */
export function timeRange(fromNs: bigint, toNs: bigint, at: Zone): string {
  const sameDay = longDate(fromNs, at) === longDate(toNs, at);
  return new Intl.DateTimeFormat(at.locale, {
    timeZone: safeZone(at.zone),
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(toMs(fromNs), toMs(toNs));
}

/** "Sat, 21 Nov, 18:00 – 23:00 CET" */
export function dateTimeRange(fromNs: bigint, toNs: bigint, { locale, zone }: Zone): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: safeZone(zone),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(toMs(fromNs), toMs(toNs));
}

/** "2026-11-21T18:00", what a `datetime-local` field holds, for a moment seen in `zone`. */
export function toLocalField(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The moment a clock in `zone` shows `field`. Twice a year a field names no moment or two: the
 * later reading of the offset wins, which is what calendars do.
 */
export function fromLocalField(field: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(field)) return undefined;
  const asUtc = Date.parse(`${field}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (ms: number) => Date.parse(`${toLocalField(ms, zone)}:00Z`) - ms;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}

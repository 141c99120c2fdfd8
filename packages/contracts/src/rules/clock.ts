/** Days and minutes in the time zone of an event, without a time zone database. */
import { UTC_OFFSETS_MAX, type UtcOffset } from './shapes.ts';

const SECOND_NS = 1_000_000_000n;
const DAY_MINUTES = 1_440;
const UTC = 1_440;

export type LocalTime = { day: number; minute: number };

/** The local day (since 1970-01-01) and minute of a moment; UTC where no offset is known. */
export function localTime(atNs: bigint, offsets: readonly UtcOffset[]): LocalTime {
  const seconds = atNs / SECOND_NS;
  let shift = UTC;
  for (const { from_s, minutes_plus_1440 } of offsets) {
    if (from_s <= seconds) shift = minutes_plus_1440;
  }
  const minutes = Number(seconds / 60n) + shift - UTC;
  const day = Math.floor(minutes / DAY_MINUTES);
  return { day, minute: minutes - day * DAY_MINUTES };
}

/**
 * The offsets of an IANA zone between two moments, for canisters, which have no time zone database.
 * Needs `Intl`. At most 16, enough for seven years of daylight saving.
 */
export function utcOffsets(timeZone: string, fromNs: bigint, untilNs: bigint): UtcOffset[] {
  const offsetAt = offsetReader(timeZone);
  const from = Number(fromNs / SECOND_NS) - 86_400;
  const until = Number(untilNs / SECOND_NS) + 86_400;
  const found = [{ from_s: 0n, minutes_plus_1440: offsetAt(from) + UTC }];
  for (let at = from; at < until && found.length < UTC_OFFSETS_MAX; at += 86_400) {
    const next = Math.min(at + 86_400, until);
    if (offsetAt(at) === offsetAt(next)) continue;
    const moment = changeBetween(at, next, offsetAt);
    found.push({ from_s: BigInt(moment), minutes_plus_1440: offsetAt(next) + UTC });
  }
  return found;
}

function changeBetween(before: number, after: number, offsetAt: (s: number) => number): number {
  const target = offsetAt(after);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === target) after = middle;
    else before = middle;
  }
  return after;
}

function offsetReader(timeZone: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (seconds) => {
    const minute = Math.floor(seconds / 60);
    const parts = format.formatToParts(new Date(minute * 60_000));
    const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
    return local / 60_000 - minute;
  };
}

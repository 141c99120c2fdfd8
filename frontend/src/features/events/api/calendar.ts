/** An event as a calendar file (RFC 5545), for the calendars of phones and computers. */
import type { EventView } from '@qikcard/contracts';
import { toMs } from '../../../lib/time.ts';

const LINE_MAX_BYTES = 75;
const encoder = new TextEncoder();

/** "20261121T180000Z": a moment without a zone of its own is right in every zone. */
const utc = (ns: bigint): string => new Date(toMs(ns)).toISOString().replace(/[-:]|\.\d{3}/g, '');

const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

/** Longer lines go on behind a line break and a space, never within a letter. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    const room = parts.length === 0 ? LINE_MAX_BYTES : LINE_MAX_BYTES - 1;
    if (encoder.encode(part + letter).length > room) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}

/** @param place where it is, in one line; @param address the page of the event */
export function calendarFile(event: EventView, place: string, address: string): string {
  const { id, name, description, starts_at_ns, ends_at_ns, created_at_ns } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//QikCard//QikCard//EN',
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(address).host}`,
    `DTSTAMP:${utc(created_at_ns)}`,
    `DTSTART:${utc(starts_at_ns)}`,
    `DTEND:${utc(ends_at_ns)}`,
    `SUMMARY:${escaped(name)}`,
    ...(place === '' ? [] : [`LOCATION:${escaped(place)}`]),
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    `URL:${address}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** What the gallery shows its parts with: invented people at an invented place. */
import { Principal } from '@dfinity/principal';
import type { Device, EventView, FeedEntry, Registration } from '@qikcard/contracts';
import { doorCode } from '@qikcard/contracts';
import { toNs } from '../../../lib/time.ts';
import type { ShownCode } from '../../pass/components/pass-face.tsx';

const now = Date.now();
const MINUTE_MS = 60_000;
const nobody = Principal.anonymous();

export const sampleEvent: EventView = {
  id: 1n,
  name: 'Winter Reading Night',
  description: 'Six authors, one room, and a very long table.',
  location: 'Kulturhaus, Lange Straße 8, Berlin',
  time_zone: 'Europe/Berlin',
  starts_at_ns: toNs(now + 30 * MINUTE_MS),
  ends_at_ns: toNs(now + 270 * MINUTE_MS),
  doors_open_ns: toNs(now - 90 * MINUTE_MS),
  capacity: [240],
  organizer: nobody,
  status: { Published: null },
  created_at_ns: 0n,
  registered: 218,
  arrived: 143,
  inside: 128,
};

export const otherEvents: EventView[] = [
  { ...sampleEvent, id: 2n, name: 'Repair Café', location: 'Werkstatt Nord', registered: 34 },
  { ...sampleEvent, id: 3n, name: 'Open Source Summit', capacity: [], registered: 1204 },
  { ...sampleEvent, id: 4n, name: 'Choir rehearsal', capacity: [40], registered: 40 },
];

const names = [
  'Ada Attendee',
  'Ben Okafor',
  'Chiara Rossi',
  'Daniel Kim',
  'Elif Demir',
  'Hana Sato',
];

export const sampleGuests: Registration[] = names.map((display_name, index) => ({
  id: BigInt(index + 1),
  event_id: 1n,
  holder: nobody,
  display_name,
  registered_at_ns: 0n,
  inside: index < 3,
  checked_in_at_ns: index < 4 ? [toNs(now - index * 47_000)] : [],
  checked_out_at_ns: index === 3 ? [toNs(now - 20_000)] : [],
  revoked: index === 5,
  state: index === 5 ? { Revoked: null } : { Active: null },
  ticket_type: 0,
  attention: index === 2,
  claimed: true,
}));

export const sampleFeed: FeedEntry[] = Array.from({ length: 60 }, (_, index) => ({
  seq: BigInt(60 - index),
  at_ns: toNs(now - index * index * 450),
  kind: index % 17 === 5 ? { Refused: null } : { CheckedIn: null },
  gate: index % 3 === 0 ? 'North entrance' : 'Main entrance',
  registered: 218,
  arrived: 143 - index,
  inside: 128 - index,
}));

export const sampleCode: ShownCode = {
  text: doorCode(Uint8Array.from({ length: 47 }, (_, index) => (index * 71 + 13) % 256)),
  expiresAtMs: now + 11 * MINUTE_MS + 24_000,
};

export const sampleDevice: Device = {
  id: nobody,
  event_id: 1n,
  name: 'QikPoint 01',
  gate: 'Main entrance',
  paired_at_ns: toNs(now - 600 * MINUTE_MS),
  last_seen_ns: toNs(now - 2 * MINUTE_MS),
  revoked: false,
};

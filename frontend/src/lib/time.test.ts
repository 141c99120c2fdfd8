import { describe, expect, it } from 'vitest';
import { dateTime, fromLocalField, safeZone, toLocalField, toNs } from './time.ts';

describe('times of an event', () => {
  it('are shown in the zone of the event, with the zone named', () => {
    const shown = dateTime(toNs(Date.UTC(2026, 10, 21, 17, 0)), {
      locale: 'en',
      zone: 'Asia/Tokyo',
    });
    expect(shown).toContain('Nov 22');
    expect(shown).toContain('GMT+9');
  });

  it.each([
    ['2026-11-21T18:00', 'Europe/Berlin', Date.UTC(2026, 10, 21, 17)],
    ['2026-07-01T18:00', 'Europe/Berlin', Date.UTC(2026, 6, 1, 16)],
    ['2026-07-01T09:30', 'Asia/Kolkata', Date.UTC(2026, 6, 1, 4)],
    ['2026-03-08T12:00', 'America/New_York', Date.UTC(2026, 2, 8, 16)],
  ])('reads %s in %s as one moment and writes it back', (field, zone, moment) => {
    expect(fromLocalField(field, zone)).toBe(moment);
    expect(toLocalField(moment, zone)).toBe(field);
  });

  it('refuses a field that is no date and survives a zone nobody knows', () => {
    expect(fromLocalField('', 'UTC')).toBeUndefined();
    expect(safeZone('Moon/Tranquility')).toBe('UTC');
  });
});

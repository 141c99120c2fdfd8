import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { codecs } from './rows.ts';
import fixtures from './rows-doors.fixtures.json' with { type: 'json' };
import { doorCodecs } from './rows-doors.ts';

const who = Principal.fromText('2vxsx-fae');
const place = {
  ...{ zoneId: 1, gateId: 2, entries: 3, day: 20574, today: 1, lastEntryNs: 5n },
  ...{ lastExitNs: undefined, gates: [{ gateId: 2, entries: 3, day: 20574, today: 1 }] },
};
const facts = {
  ...{ inside: true, zone_id: 1, entries: 3, entries_at_gate: 2, entries_today: 1 },
  ...{ entries_at_gate_today: 1, last_entry_ns: [5n], last_exit_ns: [], ticket_type_id: [7n] },
  ...{ age_checked: 18, inside_event: 9, inside_zone: 4 },
};
const full = {
  keyRoll: { replaces: who },
  doorPlan: {
    version: 2,
    utc_offsets: [{ from_s: 0n, minutes_plus_1440: 1500 }],
    zones: [{ id: 1, name: 'Hall', capacity: [50] }],
    gates: [{ id: 2, name: 'North', zone_id: 1 }],
    lists: [
      {
        ...{ id: 1n, name: 'Main', gates: [2], ticket_types: [7n], from_ns: [1n], until_ns: [] },
        rules: [
          { Any: 2 },
          { All: 1 },
          { Not: null },
          { MinAge: 18 },
          { EntryWindow: { from_ns: [1n], until_ns: [] } },
          { TimeOfDay: { from_minute: 600, until_minute: 700 } },
          { Dates: [20574] },
          { MaxEntries: { count: 2, per: { GateDay: null } } },
          { MinGap: { seconds: 60, since: { Exit: null } } },
          { ReEntryWithin: { seconds: 60 } },
          { CapacityInside: { count: 9, of: { Zone: null } } },
          { TicketTypes: [7n] },
          { Gates: [2] },
        ],
        ...{ multi_entry: true, zone_moves: false },
      },
    ],
  },
  presence: {
    ageChecked: 18,
    place,
    last: {
      ...{ atNs: 5n, entering: true, gateId: 2, first: true, announced: false, before: place },
      ...{ inside: false, enteredAtNs: 4n, enteredGate: 'North', leftAtNs: undefined },
    },
  },
  floor: {
    ...{ logLength: 9n, logPruned: 1n, feedPruned: 2n, conflicts: 3n, openConflicts: 1 },
    zones: [{ id: 1, inside: 4 }],
    gates: [{ id: 2, inside: 4, entered: 9, left: 5, refused: 1 }],
  },
  minute: { entered: 3, left: 2, refused: 1 },
  logEntry: {
    ...{
      atNs: 5n,
      kind: 'Undone',
      registrationId: 7n,
      by: who,
      gate: 'North',
      gateId: 2,
      zoneId: 1,
    },
    ...{
      listId: [1n],
      reason: 'RuleRefused',
      detail: 'min-age:18',
      scanId: new Uint8Array(16).fill(9),
    },
    facts,
  },
  conflict: {
    ...{ kind: 'UnknownRegistration', registrationId: 7n, refusal: 'ClockSkewed', refusalAtNs: 1n },
    ...{ refusalText: '900', reader: who, gate: 'North', readerAtNs: 2n, correctedAtNs: 3n },
    ...{
      uploadedAtNs: 4n,
      other: { reader: who, gate: 'South', atNs: 5n },
      first: true,
      counted: true,
    },
    suggested: 'Undo',
    resolved: { how: 'Revoke', by: who, atNs: 6n, note: 'Gone' },
    claim: 'Not me',
  },
  doorPhoto: {
    hash: new Uint8Array(32).fill(7),
    ...{ contentType: 'image/jpeg', bytes: 3, givenAtNs: 5n },
  },
  doorPhotoImage: Uint8Array.of(1, 2, 3),
  passedOn: { atNs: 5n, publicKey: new Uint8Array(32).fill(7) },
  forgotten: 5n,
  refusedLines: { eventId: 5n, seqs: [7n, 8n] },
  massCheckOut: { atNs: 5n, by: who, checkedOut: 3, cursor: 7n, state: 'Done' },
  devicePolicy: {
    ...{ forced_list: [1n], forced_gate: 'North', may_check_in: true, may_check_out: false },
    ...{ may_move_by_hand: true, may_lend: false },
  },
  heartbeat: {
    ...{ atNs: 5n, batteryPercent: 41, firmware: '1.2.0', queueDepth: 7 },
    ...{ clockSkewSeconds: 90, clockIsAhead: true },
  },
};
const { answerV2, conflictV1, ...doorFixtures } = fixtures;
const stored = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(doorFixtures))('stored rows of %s are read', (name, hex) => {
  const codec = doorCodecs[name as keyof typeof doorCodecs];
  expect(codec.decode(stored(hex))).toEqual(full[name as keyof typeof full]);
});

test('every kind of row has a fixture', () => {
  expect(Object.keys(doorFixtures).sort()).toEqual(Object.keys(doorCodecs).sort());
});

test('a conflict of the first version is no dispute', () => {
  expect(doorCodecs.conflict.decode(stored(conflictV1))).toEqual({
    ...full.conflict,
    claim: undefined,
  });
});

test('answers of the second version are read', () => {
  expect(codecs.answer.decode(stored(answerV2))).toMatchObject({
    kind: 'AdmittedProvisional',
    refusal: 'CapacityReached',
    conflictId: 12n,
  });
});

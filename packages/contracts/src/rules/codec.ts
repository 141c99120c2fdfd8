/** Rules as stored bytes: a kind byte and its data. Kind bytes are for ever: only ever append. */
import {
  type ByteReader,
  type ByteWriter,
  type Field,
  list,
  optional,
  u8,
  u16,
  u32,
  u64,
} from '../binary.ts';
import { toOpt } from '../candid.ts';
import type { EntriesPer, RuleNode } from './shapes.ts';

type Case<K extends string> = Extract<RuleNode, Record<K, unknown>>;
type Coded = { write(writer: ByteWriter, node: never): void; read(reader: ByteReader): RuleNode };

const coded = <K extends string>(
  write: (writer: ByteWriter, node: Case<K>) => void,
  read: (reader: ByteReader) => RuleNode,
): Coded => ({ write, read });

const PERS = ['Event', 'Day', 'Gate', 'GateDay'] as const;
const moment = optional(u64);
const days = list(u32);
const gates = list(u16);
const types = list(u64);

const KINDS: Record<string, Coded> = {
  All: coded<'All'>(
    (w, { All }) => w.u8(All),
    (r) => ({ All: r.u8() }),
  ),
  Any: coded<'Any'>(
    (w, { Any }) => w.u8(Any),
    (r) => ({ Any: r.u8() }),
  ),
  Not: coded<'Not'>(
    () => {},
    () => ({ Not: null }),
  ),
  EntryWindow: coded<'EntryWindow'>(
    (w, { EntryWindow: { from_ns, until_ns } }) => {
      moment.write(w, from_ns[0]);
      moment.write(w, until_ns[0]);
    },
    (r) => ({ EntryWindow: { from_ns: toOpt(moment.read(r)), until_ns: toOpt(moment.read(r)) } }),
  ),
  TimeOfDay: coded<'TimeOfDay'>(
    (w, { TimeOfDay: { from_minute, until_minute } }) => {
      w.u16(from_minute);
      w.u16(until_minute);
    },
    (r) => ({ TimeOfDay: { from_minute: r.u16(), until_minute: r.u16() } }),
  ),
  Dates: coded<'Dates'>(
    (w, { Dates }) => days.write(w, Dates),
    (r) => ({ Dates: days.read(r) }),
  ),
  MaxEntries: coded<'MaxEntries'>(
    (w, { MaxEntries: { count, per } }) => {
      w.u32(count);
      w.u8(PERS.findIndex((name) => name in per));
    },
    (r) => ({ MaxEntries: { count: r.u32(), per: { [PERS[r.u8()]]: null } as EntriesPer } }),
  ),
  MinGap: coded<'MinGap'>(
    (w, { MinGap: { seconds, since } }) => {
      w.u32(seconds);
      w.u8('Entry' in since ? 0 : 1);
    },
    (r) => ({
      MinGap: { seconds: r.u32(), since: r.u8() === 0 ? { Entry: null } : { Exit: null } },
    }),
  ),
  ReEntryWithin: coded<'ReEntryWithin'>(
    (w, { ReEntryWithin: { seconds } }) => w.u32(seconds),
    (r) => ({ ReEntryWithin: { seconds: r.u32() } }),
  ),
  CapacityInside: coded<'CapacityInside'>(
    (w, { CapacityInside: { count, of } }) => {
      w.u32(count);
      w.u8('Event' in of ? 0 : 1);
    },
    (r) => ({
      CapacityInside: { count: r.u32(), of: r.u8() === 0 ? { Event: null } : { Zone: null } },
    }),
  ),
  TicketTypes: coded<'TicketTypes'>(
    (w, { TicketTypes }) => types.write(w, TicketTypes),
    (r) => ({ TicketTypes: types.read(r) }),
  ),
  Gates: coded<'Gates'>(
    (w, { Gates }) => gates.write(w, Gates),
    (r) => ({ Gates: gates.read(r) }),
  ),
  MinAge: coded<'MinAge'>(
    (w, { MinAge }) => w.u8(MinAge),
    (r) => ({ MinAge: r.u8() }),
  ),
};
const NAMES = Object.keys(KINDS);

const ruleNode: Field<RuleNode> = {
  write(writer, node) {
    const name = Object.keys(node)[0];
    u8.write(writer, NAMES.indexOf(name));
    KINDS[name].write(writer, node as never);
  },
  read(reader) {
    const name = NAMES[reader.u8()];
    if (name === undefined) throw new RangeError('unknown kind of rule');
    return KINDS[name].read(reader);
  },
};

/** A field of a row that holds rules. */
export const rulesField: Field<RuleNode[]> = list(ruleNode);

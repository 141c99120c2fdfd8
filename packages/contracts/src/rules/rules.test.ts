import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader, ByteWriter } from '../binary.ts';
import { localTime, utcOffsets } from './clock.ts';
import {
  type CheckInList,
  type DoorPlan,
  type EntryFacts,
  type EntryMoment,
  endOf,
  listAt,
  mayEnterAgain,
  problemOfRules,
  type RuleNode,
  refusalOfPlan,
  refusalOfRules,
  rulesField,
  ruleTag,
  ruleWords,
} from './index.ts';

type Case = {
  name: string;
  list?: Partial<CheckInList>;
  facts?: Partial<EntryFacts>;
  moment?: Partial<EntryMoment>;
  refusal: unknown;
};
type Vectors = {
  plan: DoorPlan;
  list: CheckInList;
  moment: EntryMoment;
  facts: EntryFacts;
  cases: Case[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../vectors/rules.json', import.meta.url), 'utf8'),
  (_, value) =>
    typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
);
const site = { utc_offsets: vectors.plan.utc_offsets, gateName: String };

describe('the engine says', () => {
  test.each(vectors.cases)('$name', ({ list, facts, moment, refusal }) => {
    const question = {
      moment: { ...vectors.moment, ...moment },
      facts: { ...vectors.facts, ...facts },
    };
    const asked = refusalOfPlan(vectors.plan, { ...vectors.list, ...list }, question);
    expect(asked ?? null).toEqual(refusal);
  });
});

const count = fc.integer({ min: 1, max: 5 });
const leaf: fc.Arbitrary<RuleNode> = fc.oneof(
  fc.record({ MinAge: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ Gates: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }) }),
  fc.record({
    TicketTypes: fc.array(fc.bigInt({ min: 0n, max: 9n }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ Dates: fc.array(fc.integer({ min: 20570, max: 20580 }), { minLength: 1 }) }),
  fc.record({
    MaxEntries: fc.record({
      count,
      per: fc.constantFrom({ Event: null }, { Day: null }, { Gate: null }, { GateDay: null }),
    }),
  }) as fc.Arbitrary<RuleNode>,
  fc.record({
    MinGap: fc.record({ seconds: count, since: fc.constantFrom({ Entry: null }, { Exit: null }) }),
  }) as fc.Arbitrary<RuleNode>,
  fc.record({ ReEntryWithin: fc.record({ seconds: count }) }),
  fc.record({
    CapacityInside: fc.record({ count, of: fc.constantFrom({ Event: null }, { Zone: null }) }),
  }) as fc.Arbitrary<RuleNode>,
  fc.record({
    TimeOfDay: fc.record({
      from_minute: fc.integer({ min: 0, max: 700 }),
      until_minute: fc.integer({ min: 701, max: 1440 }),
    }),
  }),
  fc.record({
    EntryWindow: fc.record({
      from_ns: fc.constant<[bigint]>([5n]),
      until_ns: fc.constantFrom<[] | [bigint]>([], [9n]),
    }),
  }),
);
const tree: fc.Arbitrary<RuleNode[]> = fc.letrec<{ rule: RuleNode[] }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 2 },
    leaf.map((node) => [node]),
    fc
      .array(tie('rule'), { minLength: 1, maxLength: 3 })
      .map((of) => [{ All: of.length }, ...of.flat()]),
    fc
      .array(tie('rule'), { minLength: 1, maxLength: 3 })
      .map((of) => [{ Any: of.length }, ...of.flat()]),
    tie('rule').map((of) => [{ Not: null }, ...of]),
  ),
})).rule;
const anyFacts: fc.Arbitrary<EntryFacts> = fc.record({
  inside: fc.boolean(),
  zone_id: fc.integer({ min: 0, max: 2 }),
  entries: fc.nat(6),
  entries_at_gate: fc.nat(6),
  entries_today: fc.nat(6),
  entries_at_gate_today: fc.nat(6),
  last_entry_ns: fc.constantFrom<[] | [bigint]>([], [1n], [vectors.moment.at_ns]),
  last_exit_ns: fc.constantFrom<[] | [bigint]>([], [1n], [vectors.moment.at_ns]),
  ticket_type_id: fc.constantFrom<[] | [bigint]>([], [1n], [7n]),
  age_checked: fc.nat(99),
  inside_event: fc.nat(6),
  inside_zone: fc.nat(6),
});
const passes = (rules: RuleNode[], facts: EntryFacts): boolean =>
  refusalOfRules(rules, { moment: vectors.moment, facts, site }) === undefined;

describe('rules in general', () => {
  test('all is and, any is or, not is not; an outer list is all', () => {
    fc.assert(
      fc.property(tree, tree, anyFacts, (a, b, facts) => {
        const [left, right] = [passes(a, facts), passes(b, facts)];
        expect(passes([{ All: 2 }, ...a, ...b], facts)).toBe(left && right);
        expect(passes([...a, ...b], facts)).toBe(left && right);
        expect(passes([{ Any: 2 }, ...a, ...b], facts)).toBe(left || right);
        expect(passes([{ Not: null }, ...a], facts)).toBe(!left);
      }),
    );
  });

  test('stored rules read back as they were, and end where they end', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), (rules) => {
        const flat = rules.flat();
        const writer = new ByteWriter();
        rulesField.write(writer, flat);
        expect(rulesField.read(new ByteReader(writer.bytes()))).toEqual(flat);
        expect(rules[0] ? endOf(flat, 0) : 0).toBe(rules[0]?.length ?? 0);
      }),
    );
  });

  test('every rule has words, and its notation is short', () => {
    fc.assert(
      fc.property(leaf, (node) => {
        expect(ruleWords(ruleTag([node]))).toMatch(/^[a-z0-9].* /);
        expect(ruleTag([node]).length).toBeLessThanOrEqual(160);
      }),
    );
    expect(ruleWords('any,min-age:18,max-entries-day:2')).toContain('at most 2 entries a day');
    expect(ruleWords('from-the-future:1')).toBe('from-the-future:1');
  });

  test.each<[string, RuleNode[]]>([
    ['a group that says more than follows', [{ Any: 3 }, { MinAge: 18 }]],
    ['an empty group', [{ All: 0 }]],
    ['a not without a rule', [{ Not: null }]],
    ['a list without choices', [{ Gates: [] }]],
    ['more parts than 32', Array.from({ length: 33 }, () => ({ MinAge: 18 }))],
    ['groups within groups without end', [...Array(6).fill({ Not: null }), { MinAge: 1 }]],
    ['a window that ends before it starts', [{ EntryWindow: { from_ns: [2n], until_ns: [1n] } }]],
    ['no entries at all', [{ MaxEntries: { count: 0, per: { Day: null } } }]],
  ])('%s cannot be stored', (_, rules) => {
    expect(problemOfRules(rules)).toBeTypeOf('string');
  });
});

describe('the clock of an event', () => {
  test('knows summer and winter of its zone without a database', () => {
    const from = 1_767_225_600n * 1_000_000_000n;
    const offsets = utcOffsets('Europe/Berlin', from, from + 31_536_000n * 1_000_000_000n);
    expect(offsets).toEqual(vectors.plan.utc_offsets);
  });

  test('is right in zones with half hours and on the other side of the world', () => {
    const at = vectors.moment.at_ns;
    expect(localTime(at, utcOffsets('Asia/Kolkata', at, at)).minute).toBe(14 * 60 + 30);
    expect(localTime(at, utcOffsets('Pacific/Auckland', at, at))).toEqual({
      day: 20574,
      minute: 1260,
    });
    expect(localTime(at, utcOffsets('America/Los_Angeles', at, at)).minute).toBe(120);
  });
});

describe('lists', () => {
  const list = (id: bigint, gates: number[]): CheckInList => ({ ...vectors.list, id, gates });
  const plan = { ...vectors.plan, lists: [list(1n, [2]), list(2n, [1]), list(3n, [])] };

  test('are found by what was asked for, else by the gate', () => {
    expect(listAt(plan, 1, 3n)?.id).toBe(3n);
    expect(listAt(plan, 1, undefined)?.id).toBe(2n);
    expect(listAt(plan, 9, undefined)?.id).toBe(3n);
    expect(listAt(plan, 1, 9n)).toBeUndefined();
  });

  test('let somebody inside enter again only where they say so', () => {
    const inside = { ...vectors.facts, inside: true, zone_id: 2 };
    const question = { moment: vectors.moment, facts: inside };
    expect(mayEnterAgain(vectors.list, question)).toBe(false);
    expect(mayEnterAgain({ ...vectors.list, multi_entry: true }, question)).toBe(true);
    const moves = { ...vectors.list, zone_moves: true };
    expect(mayEnterAgain(moves, question)).toBe(true);
    expect(mayEnterAgain(moves, { ...question, facts: { ...inside, zone_id: 1 } })).toBe(false);
  });
});

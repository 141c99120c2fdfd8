import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Principal } from '@dfinity/principal';
import type { LendingScan, LendingVerdict, Loan } from '@qikcard/contracts';
import { doorCode, TOKEN_BYTES } from '@qikcard/contracts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Shown } from '../desk.ts';
import { silentLog } from '../log.ts';
import { type HandOvers, openHandOvers } from './hand-overs.ts';
import { LendDesk, PAIR_WITHIN_MS } from './lend-desk.ts';
import { carryHandOvers, type LendPort, returnIdOf } from './lend-port.ts';

const LABEL = '0123456789';
/** A token of form 1 whose purpose is entering: what a phone shows. */
const pass = (n: number) => {
  const token = new Uint8Array(TOKEN_BYTES);
  token.set([1, 1, 0, n]);
  return token;
};
const id = (n: number) => new Uint8Array(16).fill(n);
let kept: HandOvers;
let desk: LendDesk;
let shown: string[];

beforeEach(() => {
  kept = openHandOvers(join(mkdtempSync(join(tmpdir(), 'lend-')), 'spool.db'), {
    freeSpaceMinBytes: 0,
  });
  const uplink = { state: () => 'offline' as const, wake: () => {} };
  desk = new LendDesk(kept, silentLog, { time: String, uplink });
  shown = [];
});
afterEach(() => {
  desk.close();
  kept.close();
});
const read = (n: number, text: string, capturedAtMs = 1_000) =>
  desk.accept({ scanId: id(n), text, capturedAtMs }, ({ display }: Shown) =>
    shown.push(display.title),
  );

test('a pass and a label in either order are one hand-over, by the id of the later reading', () => {
  read(1, doorCode(pass(1)));
  read(2, LABEL);
  read(3, LABEL);
  read(4, doorCode(pass(2)));
  expect(shown).toEqual(['Pass read', 'Saved', 'Thing read', 'Saved']);
  expect(kept.pending(10).map(({ scanId, pass }) => [scanId[0], pass[3]])).toEqual([
    [2, 1],
    [4, 2],
  ]);
});

test('a reading that is sent again is no second one, before the other half and after', () => {
  read(1, LABEL);
  read(1, LABEL);
  read(2, doorCode(pass(1)));
  read(2, doorCode(pass(1)));
  expect(shown).toEqual(['Thing read', 'Thing read', 'Saved', 'Saved']);
  expect(kept.waiting()).toBe(1);
});

test('a half that was left behind is no half of what the next person shows', () => {
  read(1, doorCode(pass(1)), 1_000);
  read(2, LABEL, 1_001 + PAIR_WITHIN_MS);
  expect(shown).toEqual(['Pass read', 'Thing read']);
  read(3, doorCode(pass(2)), 2_000 + PAIR_WITHIN_MS);
  expect(kept.pending(10).map(({ pass }) => pass[3])).toEqual([2]);
});

const who = Principal.anonymous();
const loan: Loan = {
  ...{ id: 1n, resource_id: 7n, resource_name: 'Drill', owner: { Person: who }, borrower: who },
  ...{ borrower_name: '', count: 1, state: { Open: null }, method: { nfc: null } },
  ...{ return_method: [], borrowed_at_ns: 1n, due_at_ns: 2n, overdue: false, returned_at_ns: [] },
  ...{ extensions: 0, extensions_max: 0, condition_out: { Good: null }, condition_in: [] },
  ...{ accepted_at_ns: [], reservation_id: [], deposit: [], deposit_held: [] },
};

/** One thing and one person, as the canister would keep them; answers are lost at will. */
function store(lost: boolean[], isOut: boolean) {
  const known = new Map<string, LendingVerdict>();
  const state = { isOut, lent: 0, returned: 0 };
  const answer = (scan: LendingScan, act: () => LendingVerdict): Promise<LendingVerdict> => {
    const key = String(scan.scan_id);
    const said = known.get(key) ?? act();
    if (!('Refused' in said)) known.set(key, said);
    return lost.shift() ? Promise.reject(new Error('no answer')) : Promise.resolve(said);
  };
  const port = {
    look_up_label: async () =>
      lost.shift() ? Promise.reject(new Error('no answer')) : { Ok: { resource: { id: 7n } } },
    check_in_resource: (scan: LendingScan) =>
      answer(scan, () => {
        if (!state.isOut) return { Refused: { NotLent: null } };
        Object.assign(state, { isOut: false, returned: state.returned + 1 });
        return { Returned: loan };
      }),
    check_out_resource: (scan: LendingScan) =>
      answer(scan, () => {
        if (state.isOut) return { Refused: { Retired: null } };
        Object.assign(state, { isOut: true, lent: state.lent + 1 });
        return { Lent: loan };
      }),
  };
  return { state, port: port as unknown as LendPort };
}

test('whatever answers are lost, a hand-over happens once and never turns into its opposite', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 8 }), fc.boolean(), async (lost, out) => {
      const scanId = Uint8Array.from(crypto.getRandomValues(new Uint8Array(16)));
      kept.save({ scanId, label: LABEL, pass: pass(1), capturedAtMs: Date.now() });
      const { state, port } = store([...lost], out);
      const verdicts: LendingVerdict[] = [];
      for (let i = 0; i <= lost.length && verdicts.length === 0; i++) {
        // As after a restart: only what is on disk is known.
        const row = kept.find(scanId);
        if (!row) throw new Error('it was on disk');
        const settled = await carryHandOvers([row], port, kept).catch(() => []);
        kept.settle(settled);
        verdicts.push(...settled.map(({ verdict }) => verdict));
      }
      expect(verdicts.map((each) => Object.keys(each)[0])).toEqual([out ? 'Returned' : 'Lent']);
      expect(state).toEqual({ isOut: !out, lent: out ? 0 : 1, returned: out ? 1 : 0 });
    }),
    { numRuns: 60 },
  );
  expect(kept.summary()).toMatchObject({ waiting: 0, settled: 60, refused: 0 });
});

test('a return and a hand-over of one reading have ids of their own', () => {
  expect(returnIdOf(id(1))).toHaveLength(16);
  expect(returnIdOf(id(1))).not.toEqual(id(1));
  expect(returnIdOf(id(1))).not.toEqual(returnIdOf(id(2)));
});

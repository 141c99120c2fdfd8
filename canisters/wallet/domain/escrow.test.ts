import { Principal } from '@dfinity/principal';
import { DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EscrowRow, endOf, escrowAccount, keptAtEnd, moveFree, settle } from './escrow.ts';
import { newBook } from './fixtures.ts';

const who = (...bytes: number[]) => Principal.fromUint8Array(Uint8Array.of(...bytes));
const self = who(99);
const own = (n: number) => ({ owner: who(n), subaccount: DEFAULT_SUBACCOUNT });
const row = (change: Partial<EscrowRow> = {}): EscrowRow => ({
  ...{ purpose: 'deposit', payer: who(1), holder: who(2), amount: 100n, openedAtNs: 1n },
  ...{ untilNs: 10n, eventId: 0n, reference: '', settledAtNs: undefined, kept: 0n },
  resourceId: undefined,
  ...change,
});

test('nobody decides: a deposit goes back, a stake after a day of grace to the organizer', () => {
  expect([endOf(row()), keptAtEnd(row())]).toEqual([10n, 0n]);
  const stake = row({ purpose: 'stake' });
  expect([endOf(stake), keptAtEnd(stake)]).toEqual([86_400_000_000_010n, 100n]);
});

test('whatever is opened, settled and settled again in any order: nothing is made, lost or left', () => {
  const step = fc.record({
    payer: fc.integer({ min: 1, max: 3 }),
    amount: fc.bigInt({ min: 1n, max: 400n }),
    settles: fc.array(fc.record({ at: fc.nat(9), part: fc.integer({ min: 0, max: 100 }) })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const book = newBook();
      for (const n of [1, 2, 3]) book.setBalance(own(n), 1_000n);
      const rows: EscrowRow[] = [];
      const close = (id: number, kept: bigint) => {
        const { payer, holder } = rows[id] as EscrowRow;
        const accounts = {
          escrow: escrowAccount(self, BigInt(id)),
          payer: { owner: payer, subaccount: DEFAULT_SUBACCOUNT },
          holder: { owner: holder, subaccount: DEFAULT_SUBACCOUNT },
        };
        rows[id] = settle(rows[id] as EscrowRow, accounts, kept, book);
      };
      for (const { payer, amount, settles } of steps) {
        if (book.balance(own(payer)) < amount) continue;
        moveFree(own(payer), escrowAccount(self, BigInt(rows.length)), amount, book);
        rows.push(row({ payer: who(payer), holder: who((payer % 3) + 1), amount }));
        for (const { at, part } of settles) {
          const id = at % rows.length;
          close(id, ((rows[id] as EscrowRow).amount * BigInt(part)) / 100n);
        }
      }
      const held = rows.map((_, id) => book.balance(escrowAccount(self, BigInt(id))));
      for (const [id, { settledAtNs, amount }] of rows.entries()) {
        expect(held[id]).toBe(settledAtNs === undefined ? amount : 0n);
      }
      const people = [1, 2, 3].map((n) => book.balance(own(n)));
      expect([...people, ...held].reduce((sum, each) => sum + each, 0n)).toBe(3_000n);
      for (const [id] of rows.entries()) close(id, 0n);
      const all = [1, 2, 3].map((n) => book.balance(own(n)));
      expect(all.reduce((sum, each) => sum + each, 0n)).toBe(3_000n);
    }),
  );
});

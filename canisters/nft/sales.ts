/**
 * Sales: collect the price, hand the badge over in the message that hears of the payment, pay the
 * seller, pay the designer. A sale only goes forward; decision 131 says why.
 */
import type { Principal } from '@dfinity/principal';
import { createSagas, ic, recordOwn, type SagaOutcome, sagaReport } from '@qikcard/canister-kit';
import { accountOf, accountValue, DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { mapOf } from '@qikcard/contracts/icrc/value';
import { stuckCode } from '@qikcard/contracts/stuck-codes';
import { afterPayment, afterSearch, meaningOf } from './domain/sale.ts';
import { BLOCKS_PER_LOOK, blocksFrom, findPayment, memoOf, pay } from './payments.ts';
import { codecs, type SaleState } from './rows.ts';
import { shelfAt } from './shelf.ts';
import { latestPayment, listings, reservations, saleJournal, salesOfPerson } from './store.ts';

export const sales = createSagas<SaleState>(
  { map: saleJournal, nowNs: ic.nowNs, setTimer: ic.setTimer },
  { codec: codecs.sale, step },
);

export type Agreed = Pick<
  SaleState,
  'badgeId' | 'seller' | 'buyer' | 'designer' | 'priceE8s' | 'royaltyE8s'
>;

/** Both sides agree: the badge is reserved for this sale until it is over. */
export function beginSale(agreed: Agreed, nowNs: bigint): bigint {
  const id = sales.begin({
    ...agreed,
    step: 'Collect',
    atNs: nowNs,
    looking: false,
    lookFrom: latestPayment.get(),
    reason: '',
  });
  reservations.put(agreed.badgeId, { kind: 'Sale', id });
  salesOfPerson.insert([agreed.seller, id]);
  salesOfPerson.insert([agreed.buyer, id]);
  return id;
}

async function step(id: bigint, sale: SaleState): Promise<SagaOutcome<SaleState>> {
  if (sale.looking) return look(id, sale);
  const reply = await pay(id, sale);
  if ('Ok' in reply) return paid(id, sale, reply.Ok);
  const meaning = meaningOf(reply.Err, sale.step);
  const reason = Object.keys(reply.Err)[0];
  if (meaning === 'done') {
    const { duplicate_of } = reply.Err['Duplicate'] as { duplicate_of: bigint };
    return paid(id, sale, duplicate_of);
  }
  if (meaning === 'unknown') return { next: { ...sale, looking: true } };
  return meaning === 'refused'
    ? refused(id, { ...sale, step: 'Refused', reason })
    : { later: reason };
}

/** Looks through the blocks since the sale began for a transfer of which nobody knows. */
async function look(id: bigint, sale: SaleState): Promise<SagaOutcome<SaleState>> {
  const { blocks, log_length } = await blocksFrom(sale.lookFrom);
  const block = findPayment(id, sale, blocks);
  if (block !== undefined) return paid(id, sale, block);
  const lookFrom = sale.lookFrom + BLOCKS_PER_LOOK;
  if (lookFrom < log_length) return { next: { ...sale, lookFrom } };
  const after = afterSearch(sale, ic.nowNs());
  return after.step === 'Refused' ? refused(id, after) : { next: after };
}

function paid(id: bigint, sale: SaleState, block: bigint): SagaOutcome<SaleState> {
  const nowNs = ic.nowNs();
  if (block > latestPayment.get()) latestPayment.add(block - latestPayment.get());
  if (sale.step === 'Collect') handOver(id, sale, nowNs);
  const after = afterPayment(sale, nowNs);
  return after.step === 'Done' ? ended(id, after) : { next: after };
}

function handOver(id: bigint, { badgeId, seller, buyer }: SaleState, nowNs: bigint): void {
  const shelf = shelfAt(nowNs);
  shelf.give(badgeId, { owner: buyer, subaccount: DEFAULT_SUBACCOUNT });
  const tx = mapOf({
    tid: { Nat: badgeId },
    from: accountValue(accountOf(seller)),
    to: accountValue(accountOf(buyer)),
    memo: { Blob: memoOf(id, 'Collect') },
  });
  shelf.append({ btype: '7xfer', tx, deduplicate: undefined });
}

/** Nothing was paid: the badge is for sale again, if it was. */
function refused(id: bigint, sale: SaleState): SagaOutcome<SaleState> {
  const { badgeId } = sale;
  if (listings.has(badgeId)) reservations.put(badgeId, { kind: 'Listing', id: badgeId });
  else reservations.remove(badgeId);
  return ended(id, sale);
}

/** Nobody calls when a sale ends: the trail says so all the same. */
function ended(id: bigint, sale: SaleState): SagaOutcome<SaleState> {
  recordOwn('sale', sale.step, `sale ${id}, badge ${sale.badgeId}`);
  return { done: sale };
}

const advice: Partial<Record<SaleState['step'], string>> = {
  Collect:
    'The QIK ledger does not answer. See whether the wallet canister runs and has cycles, then try again. Nothing has changed hands.',
  PaySeller:
    'The buyer has the badge and has paid; the seller waits. See whether the wallet canister runs and has cycles, then try again. The amount is in the escrow account of the sale.',
  PayDesigner:
    'Buyer and seller are done; the royalty waits. See whether the wallet canister runs and has cycles, then try again.',
};

export const saleReport = sagaReport(
  () => sales,
  ({ step, looking }) => ({
    kind: 'sale',
    step: looking ? `${step}, looking for it in the ledger` : step,
    advice: advice[step] ?? '',
    code: stuckCode('sale', step),
  }),
);

/** Sales of a person, newest first. */
export function salesOf(person: Principal, before: bigint | undefined, limit: number) {
  const after = before === undefined ? {} : { after: [person, before] as [Principal, bigint] };
  const keys = salesOfPerson.scan({ prefix: [person], reverse: true, limit, ...after });
  return keys.map(([, id]) => id);
}

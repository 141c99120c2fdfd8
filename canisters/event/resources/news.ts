/** News about lending for those whom it concerns: told to their profile, which keeps the inbox. */
import type { Principal } from '@dfinity/principal';
import { type DepositNews, facts, type LendingNews } from '@qikcard/contracts';
import { tellProfile } from '../platform.ts';
import { doors } from '../store.ts';
import type { DepositRow, OwnerRow } from './rows.ts';

type News = Pick<LendingNews, 'kind' | 'resourceId'> & { untilNs?: bigint };

/** Tells a person, unless they did it themselves. */
export function tellPerson(holder: Principal, by: Principal | undefined, news: News): void {
  if (by?.compareTo(holder) === 'eq') return;
  tellProfile(facts.lendingNews, { untilNs: undefined, ...news, holder });
}

/** Tells whoever owns the thing; of an event's things, its organizer. */
export function tellOwner(owner: OwnerRow, by: Principal | undefined, news: News): void {
  const { person, eventId } = owner;
  const who = person ?? (eventId === undefined ? undefined : doors.get(eventId)?.organizer);
  if (who) tellPerson(who, by, news);
}

type Deposit = Pick<DepositRow, 'resourceId' | 'payer' | 'lender' | 'amount' | 'kept'>;

/** Tells whoever put a deposit aside, or whoever may keep of it, what became of it. */
export function tellOfDeposit(
  to: 'payer' | 'lender',
  what: DepositNews['what'],
  row: Deposit,
): void {
  const { resourceId, amount, kept } = row;
  tellProfile(facts.depositNews, { resourceId, holder: row[to], what, amount, kept });
}

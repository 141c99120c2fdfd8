/** Damage: what was wrong, when, before and after. */
import type { Call } from '@qikcard/canister-kit';
import { shardedId } from '@qikcard/contracts';
import { ownerKey } from '../domain/resources/owner.ts';
import { shard } from '../platform.ts';
import { tell } from './feed.ts';
import { tellOwner, tellPerson } from './news.ts';
import type { DamageRow } from './rows.ts';
import {
  damageBy,
  damageCount,
  damageOfResource,
  damages,
  loans,
  openDamageOfOwner,
  resources,
} from './store.ts';

type Reported = Pick<DamageRow, 'resourceId' | 'loanId' | 'before' | 'after' | 'note'>;

/** Keeps a report; the recorded condition of a single thing follows it. */
export function recordDamage({ caller, nowNs }: Call, reported: Reported): bigint {
  const id = shardedId(shard(), damageCount.add());
  const { resourceId } = reported;
  damages.put(id, { ...reported, by: caller, atNs: nowNs, settledAtNs: undefined, images: [] });
  damageOfResource.insert([resourceId, id]);
  damageBy.insert([caller, id]);
  const thing = resources.get(resourceId);
  if (thing === undefined) return id;
  openDamageOfOwner.insert([ownerKey(thing.owner), id]);
  if (thing.quantity === 1 && thing.parts.length === 0) {
    resources.put(resourceId, { ...thing, condition: reported.after, version: thing.version + 1 });
  }
  tell(resourceId, 'Damaged', nowNs);
  tellOwner(thing.owner, caller, { kind: 'DamageReported', resourceId });
  const borrower = reported.loanId === undefined ? undefined : loans.get(reported.loanId)?.borrower;
  if (borrower) tellPerson(borrower, caller, { kind: 'DamageReported', resourceId });
  return id;
}

/** Ends what an erased person has lent out: what is lent comes back, under a number. */
import type { Principal } from '@dfinity/principal';
import { RESOURCES_PER_PERSON_MAX } from '@qikcard/contracts';
import { ownerKey } from '../domain/resources/owner.ts';
import { dropImages } from './damage-images.ts';
import type { ResourceRow } from './rows.ts';
import { damageOfResource, damages, resourceImages, resources, resourcesOfOwner } from './store.ts';
import { put } from './things.ts';

/** Damage reports of one thing that lose their words; nobody has written more in practice. */
const REPORTS_MAX = 200;

/** Forgets at most `limit` things that were there before the erasure; true while there may be more. */
export function forgetThings(person: Principal, erasedAtNs: bigint, limit: number): boolean {
  const key = ownerKey({ person, eventId: undefined });
  let forgotten = 0;
  for (const [, id] of resourcesOfOwner.scan({ prefix: [key], limit: RESOURCES_PER_PERSON_MAX })) {
    const row = resources.get(id);
    if (!row || row.createdAtNs > erasedAtNs || row.name === nameOf(id)) continue;
    if (forgotten === limit) return true;
    forget(id, row);
    forgotten++;
  }
  return false;
}

const nameOf = (id: bigint): string => `Thing ${id}`;

function forget(id: bigint, row: ResourceRow): void {
  for (const { version } of row.images) resourceImages.remove([id, version]);
  for (const [, report] of damageOfResource.scan({ prefix: [id], limit: REPORTS_MAX })) {
    const damage = damages.get(report);
    if (!damage) continue;
    dropImages(report, damage);
    damages.put(report, { ...damage, note: '', images: [] });
  }
  put(id, row, {
    ...row,
    ...{ name: nameOf(id), category: '', description: '', images: [], parts: [] },
    ...{ visibility: 'Unlisted', retired: true, version: row.version + 1 },
    terms: { ...row.terms, text: '' },
  });
}

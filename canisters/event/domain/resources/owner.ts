/** Whose a thing is: a person's or an event's. */
import type { ResourceOwner } from '@qikcard/contracts';
import type { OwnerRow } from '../../resources/rows.ts';

/** A byte for the kind, then the event or the principal, whose length tells padding apart. */
export const OWNER_BYTES = 31;

/** An owner as a part of keys: different owners have different keys. */
export function ownerKey({ person, eventId }: OwnerRow): Uint8Array {
  const key = new Uint8Array(OWNER_BYTES);
  if (person !== undefined) {
    const raw = person.toUint8Array();
    key.set(raw, 1);
    key[OWNER_BYTES - 1] = raw.length;
    return key;
  }
  key[0] = 1;
  new DataView(key.buffer).setBigUint64(1, eventId ?? 0n);
  return key;
}

export const ownerRow = (owner: ResourceOwner): OwnerRow =>
  'Person' in owner
    ? { person: owner.Person, eventId: undefined }
    : { person: undefined, eventId: owner.Event };

export const ownerView = ({ person, eventId }: OwnerRow): ResourceOwner =>
  person === undefined ? { Event: eventId ?? 0n } : { Person: person };

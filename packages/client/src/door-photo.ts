/** Pictures of guests: shown only when the certified roster names them (docs/door-photos.md). */
import {
  type DoorPhoto,
  fromOpt,
  type RosterEntry,
  rosterEntryCodec,
  rosterPath,
} from '@qikcard/contracts';
import { checkedProof, type Trust } from './certified.ts';
import { same } from './hash-tree.ts';

/** Whether these bytes are the picture that a checked entry of the roster names. */
export async function isPhotoOf(
  { photoHash }: Pick<RosterEntry, 'photoHash'>,
  image: Uint8Array | number[],
): Promise<boolean> {
  if (photoHash === undefined) return false;
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(image));
  return same(new Uint8Array(digest), photoHash);
}

/**
 * The entry of the guest whose picture this is; throws, in words, when the canister did not certify
 * that it is theirs, or not yet.
 */
export async function checkedDoorPhoto(
  photo: DoorPhoto,
  guest: { eventId: bigint; registrationId: bigint },
  trust: Trust,
): Promise<RosterEntry> {
  const proof = fromOpt(photo.proof);
  if (proof === undefined) throw new Error('The picture is not certified yet.');
  const { valueAt } = await checkedProof(proof, trust);
  const value = valueAt(rosterPath(guest.eventId, guest.registrationId));
  const entry = value && same(value, proof.entry) ? rosterEntryCodec.decode(value) : undefined;
  if (entry === undefined || !(await isPhotoOf(entry, photo.image))) {
    throw new Error('The picture is not the one that the canister certified.');
  }
  return entry;
}

/** When a guest may give a picture for the doors, and how long it is kept. */
import { DOOR_PHOTOS_KEPT_HOURS, type EventRefusal } from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';

const HOUR_NS = 3_600_000_000_000n;

/** Why the holder of a place cannot give a picture now. */
export function problemOfGiving(
  { revoked }: Pick<RegistrationRow, 'revoked'>,
  { status, endsAtNs }: Pick<EventDoor, 'status' | 'endsAtNs'>,
  nowNs: bigint,
): EventRefusal | undefined {
  if (revoked) return { RegistrationRevoked: null };
  if (status === 'cancelled' || status === 'archived') return { NotPublished: null };
  return nowNs >= endsAtNs ? { EventOver: { ended_at_ns: endsAtNs } } : undefined;
}

/** Whether nobody will compare faces at this event any more. */
export function arePhotosOver(
  { status, endsAtNs }: Pick<EventDoor, 'status' | 'endsAtNs'>,
  nowNs: bigint,
): boolean {
  if (status === 'cancelled' || status === 'archived') return true;
  return nowNs >= endsAtNs + BigInt(DOOR_PHOTOS_KEPT_HOURS) * HOUR_NS;
}

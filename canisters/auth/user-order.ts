/** The first version kept no list of users; this makes up for it after an upgrade. */
import { ic, principalKey } from '@qikcard/canister-kit';
import { StableBTreeMap } from 'azle';
import { USERS_MEMORY, userCount, userOrder, users } from './store.ts';

const USERS_PER_STEP = 100;
const bytesAsTheyAre = {
  toBytes: (bytes: Uint8Array) => bytes,
  fromBytes: (bytes: Uint8Array) => bytes,
};

function step(start: number): void {
  // The kit's maps cannot be walked; Azle's can. Both see the same memory.
  const map = new StableBTreeMap<Uint8Array, Uint8Array>(
    USERS_MEMORY,
    bytesAsTheyAre,
    bytesAsTheyAre,
  );
  const keys = map.keys(start, USERS_PER_STEP);
  for (const key of keys) {
    const principal = principalKey.read(new DataView(Uint8Array.from(key).buffer), 0);
    const row = users.get(principal);
    if (row === undefined || row.listed) continue;
    users.put(principal, { ...row, listed: true });
    userOrder.append(principal);
  }
  // Users who come meanwhile list themselves and only move the others back: none is skipped.
  if (keys.length > 0) ic.setTimer(0, () => step(start + keys.length));
}

/** After every start: lists users of the first version, a hundred per message. */
export function listOlderUsers(): void {
  if (userOrder.length() < userCount.get()) ic.setTimer(0, () => step(0));
}

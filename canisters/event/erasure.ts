/** Takes what is personal off the places, applications and things of erased people, a message's worth a step. */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { nextIds, pseudonymOf } from './domain/pseudonym.ts';
import { takePhotoAway } from './door-photos.ts';
import { forgetAtDoors } from './door-privacy.ts';
import { rename } from './people/places.ts';
import { applications, applicationsOfHolder, guestCards } from './people/store.ts';
import { forgetDamagePictures } from './resources/damage-images.ts';
import { forgetThings } from './resources/forget.ts';
import { erasures, erasuresOpen, registrations, registrationsOfHolder } from './store.ts';

/** A first step does what almost everybody has. */
const ROWS_PER_STEP = 50;
const PEOPLE_PER_STEP = 5;
const THINGS_PER_STEP = 20;

/** Begins now and goes on by itself, over upgrades too; a second erasure starts from the top. */
export function eraseHolder(person: Principal, erasedAtNs: bigint): void {
  erasures.put(person, { erasedAtNs, after: undefined });
  erasuresOpen.insert([person]);
  step(person);
  goOn();
}

function step(person: Principal): void {
  const row = erasures.get(person);
  if (row === undefined) return;
  const { erasedAtNs, after } = row;
  const behind = after === undefined ? {} : { after: [person, after] as [Principal, bigint] };
  const scan = { prefix: [person] as [Principal], ...behind, limit: ROWS_PER_STEP };
  const idsIn = (index: typeof registrationsOfHolder) => index.scan(scan).map(([, id]) => id);
  const ids = nextIds(idsIn(registrationsOfHolder), idsIn(applicationsOfHolder), ROWS_PER_STEP);
  for (const id of ids) forget(id, erasedAtNs);
  if (ids.length === ROWS_PER_STEP) {
    erasures.put(person, { erasedAtNs, after: ids[ids.length - 1] });
    return;
  }
  // Things come last; each looks forgotten when it is, so that this goes on where it stopped.
  if (forgetThings(person, erasedAtNs, THINGS_PER_STEP)) return;
  if (forgetDamagePictures(person, erasedAtNs, THINGS_PER_STEP)) return;
  erasures.remove(person);
  erasuresOpen.remove([person]);
}

/** Attendance and the turn in line stay under a number; what was made after the erasure is not meant. */
function forget(id: bigint, erasedAtNs: bigint): void {
  const place = registrations.get(id);
  const application = applications.get(id);
  const madeAtNs = place?.registeredAtNs ?? application?.appliedAtNs;
  if (madeAtNs === undefined || madeAtNs > erasedAtNs) return;
  guestCards.remove(id);
  if (place) {
    takePhotoAway(id);
    rename(id, { ...place, attention: false }, pseudonymOf(id));
    forgetAtDoors(place.eventId, id, erasedAtNs);
  }
  if (application) applications.put(id, { ...application, displayName: pseudonymOf(id) });
}

let waiting = false;
/** Goes on with erasures soon; also after an upgrade, which forgets timers. */
export function goOn(): void {
  if (waiting || erasuresOpen.size() === 0) return;
  waiting = true;
  ic.setTimer(1, () => {
    waiting = false;
    for (const [person] of erasuresOpen.scan({ limit: PEOPLE_PER_STEP })) step(person);
    goOn();
  });
}

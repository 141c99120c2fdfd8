/** What this canister takes from the kit, in the words of events. */
import type { Principal } from '@dfinity/principal';
import {
  definePlatform,
  directory,
  type Metric,
  outbox,
  roles,
  secrets,
} from '@qikcard/canister-kit';
import {
  eventApi,
  type FactKind,
  facts,
  type MacKey,
  macKey,
  TOKEN_KEY_ROTATION_SECONDS,
} from '@qikcard/contracts';
import { startArchiving } from './archive/condense.ts';
import { consents } from './consents.ts';
import { isClaimed } from './domain/registration.ts';
import { goOn } from './erasure.ts';
import { listOlderEvents } from './people/listing.ts';
import { startAnnouncing } from './people/news/announcements.ts';
import { startReminders } from './people/news/reminders.ts';
import { startNoShows } from './people/no-shows.ts';
import { imageFile } from './people/pictures.ts';
import { startLines } from './people/places.ts';
import { goOn as goOnWithRights } from './people/rights.ts';
import { reactions } from './reactions.ts';
import { startLending } from './resources/clock.ts';
import { loanCount, resourceCount } from './resources/store.ts';
import { eventCount, registrationCount } from './store.ts';

export { roles };

const starts: (() => void)[] = [];
/** Runs at installation and after every upgrade: what arms a timer says so here. */
export const whenStarted = (start: () => void): void => void starts.push(start);

/** Which shard's numbers new ids carry. */
export const shard = (): number => directory.shard();

/** Tells the analytics canister what happened; it arrives once, whatever happens to us. */
export function emit<T>(fact: FactKind<T>, value: T): void {
  outbox.append('analytics', fact, value);
}

/** The same for what became of a holder, which their profile keeps. */
export function emitOfHolder<T extends { holder: Principal }>(fact: FactKind<T>, value: T): void {
  emit(fact, value);
  tellProfile(fact, value);
  if (badgeFacts.has(fact.kind)) tellBadges(fact, value);
}

/** What badges are given for. */
const badgeFacts: ReadonlySet<number> = new Set([
  facts.checkedIn.kind,
  facts.resourceReturned.kind,
]);

/** Also of places that nobody has claimed: what they earn waits for who claims them. */
export function tellBadges<T>(fact: FactKind<T>, value: T): void {
  outbox.append('nft', fact, value);
}

/** Says whose an event is to those who let organizers do something for it. */
export function emitPublished(eventId: bigint, organizer: Principal): void {
  outbox.append('nft', facts.eventPublished, { eventId, organizer });
  outbox.append('wallet', facts.eventPublished, { eventId, organizer });
}

/** Says that nobody can come any more to those who hold something until they do. */
export function emitCancelled(eventId: bigint): void {
  emit(facts.eventCancelled, { eventId });
  outbox.append('wallet', facts.eventCancelled, { eventId });
}

/** Only the profile, which keeps nothing of places that nobody has claimed yet. */
export function tellProfile<T extends { holder: Principal }>(fact: FactKind<T>, value: T): void {
  if (isClaimed(value.holder)) outbox.append('profile', fact, value);
}

/** Says what becomes of what the wallet keeps aside. */
export function tellWallet<T>(fact: FactKind<T>, value: T): void {
  outbox.append('wallet', fact, value);
}

/** Asks the canister that keeps all roles. */
export function tellAuth<T>(fact: FactKind<T>, value: T): void {
  outbox.append('auth', fact, value);
}

/** Whether random bytes can be drawn and keys are there. */
export const keysReady = (): boolean => secrets.ready();

/** Unpredictable bytes, or undefined before the generator has been seeded. */
export const randomBytes = (length: number): Uint8Array | undefined =>
  secrets.ready() ? secrets.randomBytes(length) : undefined;

/** A token has one byte for the number of its key. */
const byteOf = (keyId: number): number => keyId & 0xff;
/** Hash states of the keys in use; on the heap, made again after an upgrade. */
const macKeys = new Map<number, MacKey>();

function macKeyOf(id: number, secret: Uint8Array): MacKey {
  const known = macKeys.get(id);
  if (known) return known;
  const made = macKey(secret);
  macKeys.set(id, made);
  macKeys.delete(id - 2);
  return made;
}

export const tokenKeys = {
  /** The key that signs new tokens; undefined before the first was drawn. */
  current(): { id: number; key: MacKey } | undefined {
    const found = secrets.currentKey();
    return found && { id: byteOf(found.id), key: macKeyOf(found.id, found.secret) };
  },
  /** The key behind a token's byte, if it is the current one or the one before. */
  find(keyByte: number): MacKey | undefined {
    const current = secrets.currentKey();
    if (current === undefined) return undefined;
    const age = byteOf(current.id - keyByte);
    const found = age === 0 ? current : age === 1 ? secrets.keyById(current.id - 1) : undefined;
    return found && macKeyOf(found.id, found.secret);
  },
};

const gauge = (name: string, help: string, value: bigint): Metric => ({
  name,
  help,
  type: 'gauge',
  values: [{ value }],
});

export const Platform = definePlatform({
  name: 'event',
  version: '0.1.0',
  schema: 1,
  api: eventApi,
  consents,
  keysRotateAfterSeconds: TOKEN_KEY_ROTATION_SECONDS,
  reactions,
  onStart: () => {
    startLending();
    startLines();
    startAnnouncing();
    startReminders();
    startArchiving();
    listOlderEvents();
    goOn();
    goOnWithRights();
    startNoShows();
    for (const start of starts) start();
  },
  files: imageFile,
  // A flood of anything else must not close the doors.
  essential: ['check_in', 'check_out', 'submit_scans', 'issue_token', 'move_by_hand', 'undo_move'],
  capabilities: [
    { name: 'check-in', available: true, note: '' },
    { name: 'check-out', available: true, note: '' },
    { name: 'devices', available: true, note: '' },
    { name: 'passes', available: true, note: '' },
    { name: 'cards', available: true, note: '' },
    { name: 'rosters and receipts', available: true, note: '' },
    { name: 'door photos', available: true, note: 'Given by holders, seen by staff of the event.' },
    { name: 'rules', available: true, note: '' },
    { name: 'resources', available: true, note: 'Things, kits, loans, labels, deposits in QIK.' },
  ],
  metrics: () => [
    gauge('qikcard_events', 'Events ever made.', eventCount.get()),
    gauge('qikcard_registrations', 'Registrations ever made.', registrationCount.get()),
    gauge('qikcard_resources', 'Things ever added.', resourceCount.get()),
    gauge('qikcard_loans', 'Loans ever made.', loanCount.get()),
  ],
});

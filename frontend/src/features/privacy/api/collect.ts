/** Everything that any canister holds about the caller, one record after the other. */
import { Principal } from '@dfinity/principal';
import { everyRow, expectOk, type QikCard } from '@qikcard/client';
import { fromOpt, PAGE_MAX } from '@qikcard/contracts';

/** `kind` says where it comes from: `auth.session`, `event.registration`, the profile's own plain. */
export type Collected = { kind: string; data: unknown };

/** Asks auth, event and profile, page by page; numbers of 64 bits and principals become texts. */
export async function* collectMine(
  qik: Pick<QikCard, 'auth' | 'event' | 'profile'>,
): AsyncGenerator<Collected, void, undefined> {
  yield* fromAuth(qik.auth);
  yield* fromEvent(qik.event);
  const profile = everyRow(
    async (cursor: [] | [Uint8Array]) =>
      expectOk(await qik.profile.export_my_data(cursor, PAGE_MAX)),
    ({ records }) => records,
  );
  for await (const { kind, json } of profile) yield { kind, data: JSON.parse(json) };
}

async function* fromAuth(auth: QikCard['auth']): AsyncGenerator<Collected, void, undefined> {
  const [account] = await auth.my_account();
  if (account) yield record('auth.account', account);
  for (const role of (await auth.me()).roles) yield record('auth.role', role);
  for (const session of await auth.my_sessions()) yield record('auth.session', session);
  const events = everyRow(
    (cursor: [] | [bigint]) => auth.my_security_events(cursor, PAGE_MAX),
    (page) => page.events,
  );
  for await (const event of events) yield record('auth.security_event', event);
  const transfers = everyRow(
    (cursor: [] | [bigint]) => auth.my_transfers(cursor, PAGE_MAX),
    (page) => page.transfers,
  );
  for await (const transfer of transfers) yield record('auth.transfer', transfer);
}

async function* fromEvent(event: QikCard['event']): AsyncGenerator<Collected, void, undefined> {
  type Cursor = [] | [bigint];
  const places = everyRow(
    (at: Cursor) => event.my_registrations(at, PAGE_MAX),
    (page) => page.rows,
  );
  for await (const place of places) {
    yield* withGuestRecord(event, 'event.registration', place);
    yield* atDoors(event, place.id);
    yield* doorPhoto(event, place.id);
  }
  const applications = everyRow(
    (at: Cursor) => event.my_applications(at, PAGE_MAX),
    (page) => page.applications,
  );
  for await (const each of applications) yield* withGuestRecord(event, 'event.application', each);
  const memberships = everyRow(
    (at: Cursor) => event.my_memberships(at, PAGE_MAX),
    (page) => page.memberships,
  );
  for await (const membership of memberships) yield record('event.membership', membership);
  const loans = everyRow(
    async (at: Cursor) => event.my_loans(at, PAGE_MAX, false),
    (page) => page.loans,
  );
  for await (const loan of loans) yield record('event.loan', loan);
  const reservations = everyRow(
    async (at: Cursor) => event.my_reservations(at, PAGE_MAX),
    (page) => page.reservations,
  );
  const things = everyRow(
    async (at: Cursor) => event.my_resources(at, PAGE_MAX),
    (page) => page.resources,
  );
  for await (const thing of things) yield record('event.thing', thing);
  const damage = everyRow(
    async (at: Cursor) => event.my_damage_reports(at, PAGE_MAX),
    (page) => page.reports,
  );
  for await (const report of damage) yield record('event.damage_report', report);
  for await (const reservation of reservations) yield record('event.reservation', reservation);
}

/** The row, and behind it what the person answered and staff noted, if anything. */
async function* withGuestRecord(
  event: QikCard['event'],
  kind: string,
  row: { id: bigint },
): AsyncGenerator<Collected, void, undefined> {
  yield record(kind, row);
  const kept = expectOk(await event.my_guest_record(row.id));
  const texts = kept.note !== '' || kept.attention !== '' || kept.answers.length > 0;
  if (texts || kept.age_checked > 0)
    yield record('event.guest_record', { registration_id: row.id, ...kept });
}

/** What the scan log says of a place, and what its holder disputes of that. */
async function* atDoors(
  event: QikCard['event'],
  id: bigint,
): AsyncGenerator<Collected, void, undefined> {
  const about = { registration_id: id };
  const log = everyRow(
    async (at: [] | [bigint]) => expectOk(await event.my_door_log(id, at, PAGE_MAX)),
    (page) => page.entries,
  );
  for await (const entry of log) yield record('event.door_log', { ...about, ...entry });
  for (const dispute of expectOk(await event.my_disputes(id))) {
    yield record('event.dispute', dispute);
  }
}

/** The picture that staff at the door see, as an address that browsers open. */
async function* doorPhoto(
  event: QikCard['event'],
  id: bigint,
): AsyncGenerator<Collected, void, undefined> {
  const photo = fromOpt(expectOk(await event.door_photo(id)));
  if (photo === undefined) return;
  const { info, image } = photo;
  const coded = btoa(String.fromCharCode(...image));
  yield record('event.door_photo', { ...info, image: `data:${info.content_type};base64,${coded}` });
}

const record = (kind: string, value: unknown): Collected => ({ kind, data: plain(value) });

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (Principal.isPrincipal(value)) return Principal.from(value).toText();
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Everything that any canister holds about the caller, one record after the other. */
import { Principal } from '@dfinity/principal';
import { everyRow, expectOk, type QikCard } from '@qikcard/client';
import { PAGE_MAX } from '@qikcard/contracts';

/** `kind` says where it comes from: `auth.session`, `event.registration`, the profile's own plain. */
export type Collected = { kind: string; data: unknown };

/** Asks auth, event and profile, page by page; numbers of 64 bits and principals become texts. */
export async function* collectMine(
  qik: Pick<QikCard, 'auth' | 'event' | 'profile'>,
): AsyncGenerator<Collected, void, undefined> {
  yield* fromAuth(qik.auth);
  const registrations = everyRow(
    (cursor: [] | [bigint]) => qik.event.my_registrations(cursor, PAGE_MAX),
    ({ rows }) => rows,
  );
  for await (const row of registrations) yield record('event.registration', row);
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

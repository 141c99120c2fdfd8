/**
 * A deployment in the middle of its life, as it was made before an upgrade: every kind of row, and
 * facts on their way. What a test needs to know of it is returned, and kept beside the memories.
 */
import { type CanisterName, canisterNames, type ProfileEdit, toOpt } from '@qikcard/contracts';
import { admin, type Deployment } from '../deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf, tokenOf } from '../doors.ts';
import { picIdOf } from '../operator.ts';
import { type Person, person } from '../people.ts';
import { picture } from '../pictures.ts';

export const [ada, bob, cleo, dan, mallory, nora, erin] = [
  'ada',
  'bob',
  'cleo',
  'dan',
  'mallory',
  'nora',
  'erin',
].map(person);
export const [staff, reader, lostReader] = ['staff', 'reader', 'lost reader'].map(person);
export const AUDIENCE = 'https://desk.example.org';
const NOTHING: ProfileEdit = { bio: [], links: [], theme: [], privacy: [], suggest_me: [] };

/** Bytes are base64 in the file; `timeMs` is the network's clock when the memories were read. */
export type Scene = {
  timeMs: number;
  ids: Record<CanisterName, string>;
  eventId: string;
  session: string;
  jwt: string;
  /** What the reader sent when Ada came in; she is inside. */
  usedScanId: string;
  usedToken: string;
  /** Issued to Bob and not used. */
  openToken: string;
  pairingCode: string;
  audit: Record<CanisterName, { length: string; hash: string }>;
};

const base64 = (bytes: ArrayLike<number>) => Buffer.from(Uint8Array.from(bytes)).toString('base64');

/** Makes it on a fresh deployment; profile, analytics and wallet are stopped at the end. */
export async function makeScene(deployment: Deployment): Promise<Scene> {
  const accounts = await makeAccounts(deployment);
  await makeProfiles(deployment);
  const door = await makeEvening(deployment);
  await deployment.settle();
  const before = await tipsOf(deployment, DEAF);
  await leaveFactsUnderWay(deployment, door.eventId);
  const after = await tipsOf(deployment, ['auth', 'event', 'nft']);
  return {
    timeMs: Number((await deployment.nowNs()) / 1_000_000n),
    ids: Object.fromEntries(canisterNames.map((n) => [n, deployment.ids[n].toText()])) as never,
    ...accounts,
    ...door,
    audit: { ...before, ...after } as Scene['audit'],
  };
}

/** Stopped at the end, so that facts for them wait. */
const DEAF = ['profile', 'analytics', 'wallet'] as const;

async function tipsOf(deployment: Deployment, names: readonly CanisterName[]) {
  const tips: Partial<Scene['audit']> = {};
  for (const name of names) {
    const { length, hash } = await deployment.as(admin)[name].audit_tip();
    tips[name] = { length: String(length), hash: base64(hash) };
  }
  return tips;
}

async function makeAccounts(deployment: Deployment) {
  for (const who of [ada, bob, cleo, dan, mallory, nora, erin, staff, organizer]) {
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
  }
  await deployment.grant(organizer, 'organizer');
  granted(await deployment.as(admin).auth.set_suspended(mallory.principal, true));
  const own = deployment.as(ada).auth;
  const device = { name: 'Phone', kind: { Phone: null } };
  const { id } = granted(await own.open_session(device));
  const other = granted(await own.open_session({ ...device, name: 'Lost phone' }));
  granted(await own.revoke_session(other.session.number));
  granted(await own.set_email(toOpt({ Encrypted: Uint8Array.of(1, 2, 3) })));
  granted(await deployment.as(cleo).auth.open_session(device));
  const jwt = granted(await own.issue_token({ session: id, audience: AUDIENCE })).token;
  const transfer = { from: organizer.principal, to: dan.principal, event_id: [] as [] };
  granted(await deployment.as(dan).auth.request_transfer(transfer));
  await deployment.settle();
  return { session: base64(id), jwt };
}

async function makeProfiles(deployment: Deployment) {
  const profile = (who: Person) => deployment.as(who).profile;
  for (const who of [ada, bob, cleo, dan, erin]) {
    granted(await profile(who).set_username(`${who.name}_name`));
  }
  const links = [{ label: 'Site', url: 'https://ada.example.org' }];
  granted(await profile(ada).update_profile({ ...NOTHING, bio: ['Counts.'], links: [links] }));
  granted(await profile(ada).set_avatar(picture()));
  granted(await profile(ada).request_connection(bob.principal));
  granted(await profile(bob).accept_connection(ada.principal));
  granted(await profile(cleo).request_connection(ada.principal));
  granted(await profile(dan).request_connection(ada.principal));
  granted(await profile(bob).block_person(dan.principal));
  const report = { person: dan.principal, reason: { Spam: null }, note: 'Again.' };
  granted(await profile(bob).report_person(report));
  granted(
    await profile(bob).set_notification_preferences({ inbox: [{ CheckedIn: null }], push: [] }),
  );
  const endpoint = 'https://push.example.org/1';
  const p256dh = Uint8Array.from({ length: 65 }, (_, i) => (i === 0 ? 4 : i));
  granted(
    await profile(bob).add_push_subscription({
      endpoint,
      p256dh,
      auth: p256dh.slice(0, 16),
      name: [],
    }),
  );
  granted(await profile(admin).set_push_relay([staff.principal]));
  granted(await profile(erin).erase_me());
}

async function makeEvening(deployment: Deployment) {
  const { id } = await publishEvent(deployment);
  await deployment.grant(staff, 'staff', id);
  await pair(deployment, id, reader);
  await pair(deployment, id, lostReader, 'South');
  const organizing = deployment.as(organizer).event;
  granted(await organizing.revoke_device(lostReader.principal));
  const tokens: Uint8Array[] = [];
  for (const guest of [ada, bob, cleo]) {
    tokens.push(await tokenOf(deployment, guest, await join(deployment, id, guest)));
  }
  const door = deployment.as(reader).event;
  const [used, open, gone] = tokens;
  const scan = scanOf(id, used);
  await door.check_in(scan);
  await door.check_in(scanOf(id, gone));
  await door.check_in(scanOf(id, gone));
  await door.check_in(scanOf(id, gone.slice(0, 20)));
  await deployment.settle();
  granted(await deployment.as(ada).profile.accept_connection(cleo.principal));
  granted(await deployment.as(ada).profile.endorse(cleo.principal));
  const pairing = { event_id: id, name: 'Late reader', gate: 'East' };
  const { code } = granted(await organizing.start_pairing(pairing));
  return {
    eventId: String(id),
    usedScanId: base64(scan.scan_id),
    usedToken: base64(used),
    openToken: base64(open),
    pairingCode: code,
  };
}

/** Dan comes in and Nora is suspended while nobody who must hear of it does. */
async function leaveFactsUnderWay(deployment: Deployment, eventId: string): Promise<void> {
  for (const name of DEAF) {
    await deployment.pic.stopCanister({ canisterId: picIdOf(deployment, name) });
  }
  const id = BigInt(eventId);
  const token = await tokenOf(deployment, dan, await join(deployment, id, dan));
  await deployment.as(reader).event.check_in(scanOf(id, token));
  granted(await deployment.as(person('late')).auth.register({ display_name: 'late' }));
  granted(await deployment.as(admin).auth.set_suspended(nora.principal, true));
  await deployment.pass(1);
}

import { HttpAgent } from '@dfinity/agent';
import { checkedDoorPhoto, isPhotoOf } from '@qikcard/client/door-photo';
import { checkedAdmission, Roster } from '@qikcard/client/roster';
import {
  type Admission,
  type DoorPhoto,
  fromOpt,
  type Registration,
  type RosterPage,
  toOpt,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPhoto } from '../../frontend/src/features/door/api/photos.ts';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { boundPhone, type Phone } from '../support/phone.ts';
import { picture } from '../support/pictures.ts';

const reader = person('reader');
const foreignReader = person('foreign reader');
const [ada, ben, cem, dia] = people('guest', 4);

let deployment: Deployment;
let eventId: bigint;
let rootKey: Uint8Array;
const registrations = new Map<string, Registration>();
let phone: Phone;

beforeAll(async () => {
  // Certificates are judged by the clock of whoever checks them.
  deployment = await Deployment.start({ at: new Date() });
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  await pair(deployment, (await publishEvent(deployment)).id, foreignReader);
  const host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
  rootKey = Uint8Array.from((await HttpAgent.create({ host, shouldFetchRootKey: true })).rootKey!);
  await deployment.pic.stopLive();
  for (const guest of [ada, ben, cem]) {
    registrations.set(guest.name, await join(deployment, eventId, guest));
  }
  phone = await boundPhone(deployment, ada, registrations.get(ada.name)!);
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const trust = () => ({ canisterId: deployment.ids.event, rootKey });
const page = async (after = 0n, limit = 50): Promise<RosterPage> =>
  granted(await deployment.as(reader).event.roster(eventId, after, limit));
async function synced(roster = new Roster(eventId, trust()), limit = 50): Promise<Roster> {
  for (let before = -1n; before !== roster.version; ) {
    before = roster.version;
    await roster.take(await page(roster.version, limit));
  }
  return roster;
}
const idOf = (guest: typeof ada) => registrations.get(guest.name)!.id;

describe('the roster of an event', () => {
  test('tells a reader whom it may let in, in pages that are checked one by one', async () => {
    const roster = await synced(undefined, 2);
    expect(roster.isComplete).toBe(true);
    expect(roster.get(idOf(ada))).toMatchObject({
      displayName: ada.name,
      status: 'Valid',
      holderKey: phone.publicKey,
    });
    expect(roster.get(idOf(ben))).toMatchObject({ holderKey: undefined });
  });

  test('is given to readers of this event and staff, and to nobody else', async () => {
    for (const stranger of [ada, foreignReader]) {
      expect(await deployment.as(stranger).event.roster(eventId, 0n, 50)).toEqual({
        Err: { Forbidden: null },
      });
    }
    granted(await deployment.as(organizer).event.roster(eventId, 0n, 50));
  });

  test('grows by what changed only: added, changed, taken back', async () => {
    const roster = await synced();
    registrations.set(dia.name, await join(deployment, eventId, dia));
    granted(await deployment.as(organizer).event.revoke_registration(idOf(cem)));
    await deployment.settle();
    const delta = await page(roster.version);
    expect(delta.entries).toHaveLength(2);
    await synced(roster);
    expect(roster.get(idOf(dia))).toMatchObject({ status: 'Valid' });
    expect(roster.get(idOf(cem))).toMatchObject({ status: 'Revoked' });
    expect(roster.isComplete).toBe(true);
  });

  test('does not change because somebody goes in', async () => {
    const roster = await synced();
    const token = await tokenOf(deployment, ben, registrations.get(ben.name)!);
    expect(await deployment.as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty(
      'Admitted',
    );
    await deployment.settle();
    expect((await page(roster.version)).entries).toEqual([]);
  });

  test('with one changed bit anywhere is refused by the reader', async () => {
    const genuine = await page();
    for (const [i, entry] of genuine.entries.entries()) {
      for (const at of [9, entry.length - 1]) {
        const entries = genuine.entries.slice();
        entries[i] = Uint8Array.from(entry).with(at, entry[at] ^ 1);
        await expect(new Roster(eventId, trust()).take({ ...genuine, entries })).rejects.toThrow();
      }
    }
    const witness = Uint8Array.from(genuine.witness);
    witness[witness.length - 1] ^= 1;
    await expect(new Roster(eventId, trust()).take({ ...genuine, witness })).rejects.toThrow();
  });

  test('from which an entry was left out is noticed as incomplete', async () => {
    const genuine = await page();
    const [, ...entries] = genuine.entries;
    const roster = new Roster(eventId, trust());
    await roster.take({ ...genuine, entries });
    expect(roster.isComplete).toBe(false);
  });

  test('of another event, canister or network is refused', async () => {
    const genuine = await page();
    await expect(new Roster(eventId + 1n, trust()).take(genuine)).rejects.toThrow();
    const elsewhere = { ...trust(), canisterId: deployment.ids.auth };
    await expect(new Roster(eventId, elsewhere).take(genuine)).rejects.toThrow();
    const otherRoot = { ...trust(), rootKey: rootKey.with(-1, rootKey[rootKey.length - 1] ^ 1) };
    await expect(new Roster(eventId, otherRoot).take(genuine)).rejects.toThrow();
  });
});

describe('the picture a guest gives for the doors', () => {
  const face = (width = 96) => picture({ width, height: 96 });
  const give = (guest: typeof ada, image: Uint8Array, id = idOf(guest)) =>
    deployment.as(guest).event.set_door_photo({ registration_id: id, image });
  const ask = (who: typeof ada, ids: bigint[], event = eventId) =>
    deployment.as(who).event.door_photos({ event_id: event, registration_ids: ids });
  const shown = async (guest: typeof ada) =>
    fromOpt(granted(await deployment.as(organizer).event.door_photo(idOf(guest))));
  const staff = person('staff');
  const staffElsewhere = person('staff elsewhere');

  test('is named by the roster, and staff see what the roster names', async () => {
    await deployment.grant(staff, 'staff', eventId);
    const roster = await synced();
    const told = picture({ width: 96, height: 96, text: 'taken at home' });
    const { hash, content_type } = granted(await give(ada, told));
    expect(content_type).toBe('image/png');
    await deployment.settle();
    expect((await page(roster.version)).entries).toHaveLength(1);
    await synced(roster);
    expect(roster.get(idOf(ada))).toMatchObject({
      ...{ photoHash: Uint8Array.from(hash), displayName: ada.name, holderKey: phone.publicKey },
    });
    expect(roster.get(idOf(ben))).toMatchObject({ photoHash: undefined });
    const [photo, ...others] = granted(await ask(staff, [idOf(ben), idOf(ada)]));
    expect(others).toEqual([]);
    expect(photo.registration_id).toBe(idOf(ada));
    expect(Buffer.from(photo.image).toString('latin1')).not.toContain('taken at home');
    expect(await isPhotoOf(roster.get(idOf(ada))!, photo.image)).toBe(true);
    const guest = { eventId, registrationId: idOf(ada) };
    expect(await checkedDoorPhoto((await shown(ada))!, guest, trust())).toMatchObject({
      displayName: ada.name,
    });
  });

  test('is not shown when a node tampers with it, or shows that of somebody else', async () => {
    granted(await give(ben, face(100)));
    await deployment.settle();
    const [genuine, other] = [(await shown(ada))!, (await shown(ben))!];
    const guest = { eventId, registrationId: idOf(ada) };
    const image = Uint8Array.from(genuine.image);
    image[40] ^= 1;
    const forgeries = [
      ...[{ ...genuine, image }, { ...genuine, image: other.image }, other],
      { ...genuine, proof: other.proof },
      { ...genuine, proof: [] as [] },
    ];
    for (const forged of forgeries) {
      await expect(checkedDoorPhoto(forged, guest, trust())).rejects.toThrow(/picture|proof/);
    }
    const entry = (await synced()).get(idOf(ada))!;
    expect(await isPhotoOf(entry, image)).toBe(false);
    expect(await isPhotoOf(entry, other.image)).toBe(false);
  });

  test('is not shown by a door either, which asks anew where its list is the older one', async () => {
    vi.stubGlobal('navigator', { onLine: true });
    // This process keeps no pictures, and says so.
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { event } = deployment.as(organizer);
    const list = { who: 'staff', event: granted(await event.get_event(eventId)) };
    const entry = (await synced()).get(idOf(ada))!;
    const [genuine, other] = [(await shown(ada))!, (await shown(ben))!];
    const look = (sent: DoorPhoto | undefined, known = entry) => {
      const door_photo: typeof event.door_photo = async () => ({ Ok: toOpt(sent) });
      return findPhoto({ event: { ...event, door_photo } }, list, known, trust());
    };
    expect(await look(genuine)).toHaveProperty('kind', 'shown');
    expect(await look({ ...genuine, image: other.image })).toEqual({ kind: 'tampered' });
    expect(await look(other)).toEqual({ kind: 'tampered' });
    expect(await look(undefined)).toEqual({ kind: 'missing' });
    const older = { ...entry, photoHash: new Uint8Array(32) };
    expect(await look(genuine, older)).toHaveProperty('kind', 'shown');
    expect(await look({ ...genuine, proof: [] }, older)).toEqual({ kind: 'tampered' });
    said.mockRestore();
    vi.unstubAllGlobals();
  });

  test('is for its holder and staff of this event; no reader, no other event has it', async () => {
    await deployment.grant(staffElsewhere, 'staff', eventId + 1n);
    for (const stranger of [ben, reader, foreignReader, staffElsewhere]) {
      expect(await ask(stranger, [idOf(ada)])).toEqual({ Err: { Forbidden: null } });
      expect(await deployment.as(stranger).event.door_photo(idOf(ada))).toEqual({
        Err: { UnknownRegistration: null },
      });
    }
    expect(granted(await ask(staffElsewhere, [idOf(ada)], eventId + 1n))).toEqual([]);
    expect(granted(await deployment.as(ada).event.door_photo(idOf(ada)))).toHaveLength(1);
    const many = Array.from({ length: 21 }, () => idOf(ada));
    expect(await ask(staff, many)).toHaveProperty('Err.Invalid');
  });

  test('is given and taken away by the holder alone', async () => {
    const refused = { Err: { UnknownRegistration: null } };
    for (const other of [ben, staff, organizer]) {
      expect(await give(other, face(), idOf(ada))).toEqual(refused);
      expect(await deployment.as(other).event.remove_door_photo(idOf(ada))).toEqual(refused);
    }
    expect(await give(cem, face())).toEqual({ Err: { RegistrationRevoked: null } });
  });

  test('must be a small picture, and not changed too often', async () => {
    const wrong = [
      ...[new Uint8Array(0), new TextEncoder().encode('<svg onload=alert(1)>')],
      ...[picture({ width: 63, height: 96 }), picture({ width: 96, height: 481 })],
      new Uint8Array(16_385).fill(0xff),
    ];
    const vain = person('vain');
    const { id } = await join(deployment, eventId, vain);
    for (const image of wrong) expect(await give(vain, image, id)).toHaveProperty('Err.Invalid');
    for (let n = wrong.length; n < 12; n++) granted(await give(vain, face(64 + n), id));
    expect(await give(vain, face(), id)).toHaveProperty('Err.RateLimited');
    expect(granted(await ask(organizer, [id]))).toHaveLength(1);
  });

  test('goes when its holder takes it away, passes the place on or gives it up', async () => {
    const after = person('Ada’s sister');
    granted(await give(dia, face()));
    await deployment.settle();
    const roster = await synced();
    expect(roster.get(idOf(dia))!.photoHash).toHaveLength(32);
    granted(await deployment.as(dia).event.remove_door_photo(idOf(dia)));
    granted(await deployment.as(dia).event.remove_door_photo(idOf(dia)));
    await deployment.settle();
    await synced(roster);
    expect(roster.get(idOf(dia))).toMatchObject({ photoHash: undefined, status: 'Valid' });
    granted(await give(dia, face()));
    const { code } = granted(await deployment.as(dia).event.offer_transfer(idOf(dia)));
    granted(await deployment.as(after).event.take_over({ code, display_name: after.name }));
    await deployment.settle();
    await synced(roster);
    expect(roster.get(idOf(dia))).toMatchObject({
      ...{ photoHash: undefined, displayName: after.name, status: 'Valid' },
    });
    granted(await give(after, face(), idOf(dia)));
    granted(await deployment.as(after).event.cancel_registration(idOf(dia)));
    granted(await deployment.as(organizer).event.reinstate_registration(idOf(dia)));
    await deployment.settle();
    await synced(roster);
    expect(roster.get(idOf(dia))).toMatchObject({ photoHash: undefined, status: 'Valid' });
    expect(granted(await ask(staff, [idOf(dia)]))).toEqual([]);
    expect(granted(await deployment.as(after).event.door_photo(idOf(dia)))).toEqual([]);
    expect(roster.isComplete).toBe(true);
  });
});

describe('the receipt of an admission', () => {
  let admission: Admission;

  test('proves to anybody with the root key who entered when and where', async () => {
    const registration = registrations.get(ben.name)!;
    const { rows } = await deployment.as(ben).event.my_registrations([], 5);
    const atNs = fromOpt(rows[0].checked_in_at_ns)!;
    const { admission_receipt } = deployment.as(ben).event;
    admission = fromOpt(granted(await admission_receipt(registration.id, atNs)))!;
    expect(await checkedAdmission(admission, trust())).toEqual({
      eventId,
      registrationId: registration.id,
      atNs,
      gate: 'North',
      undone: false,
    });
  });

  test('is given to its holder and staff only, and for what happened only', async () => {
    const { registration_id: id, at_ns: atNs } = admission;
    expect(await deployment.as(ada).event.admission_receipt(id, atNs)).toHaveProperty('Err');
    granted(await deployment.as(organizer).event.admission_receipt(id, atNs));
    expect(granted(await deployment.as(ben).event.admission_receipt(id, atNs + 1n))).toEqual([]);
  });

  test('is refused for another person, time, gate, network, or with a changed bit', async () => {
    const { receipt, witness } = admission;
    const flipped = (bytes: Uint8Array | number[]) => {
      const copy = Uint8Array.from(bytes);
      copy[copy.length - 2] ^= 1;
      return copy;
    };
    const forgeries: Admission[] = [
      { ...admission, registration_id: admission.registration_id + 1n },
      { ...admission, at_ns: admission.at_ns + 1n },
      { ...admission, event_id: admission.event_id + 1n },
      { ...admission, receipt: flipped(receipt) },
      { ...admission, witness: flipped(witness) },
      { ...admission, certificate: flipped(admission.certificate) },
    ];
    for (const forged of forgeries) {
      await expect(checkedAdmission(forged, trust())).rejects.toThrow();
    }
    const otherRoot = { ...trust(), rootKey: rootKey.with(-1, rootKey[rootKey.length - 1] ^ 1) };
    await expect(checkedAdmission(admission, otherRoot)).rejects.toThrow();
  });

  test('stays good after an upgrade', async () => {
    await deployment.upgrade('event');
    await deployment.settle();
    const { registration_id: id, at_ns: atNs } = admission;
    const again = fromOpt(granted(await deployment.as(ben).event.admission_receipt(id, atNs)))!;
    expect(await checkedAdmission(again, trust())).toMatchObject({ atNs, gate: 'North' });
    const roster = await synced();
    expect(roster.isComplete).toBe(true);
    const ask = { event_id: eventId, registration_ids: [idOf(ada)] };
    const [photo] = granted(await deployment.as(organizer).event.door_photos(ask));
    expect(await isPhotoOf(roster.get(idOf(ada))!, photo.image)).toBe(true);
  });

  test('is there longer than the picture, which goes a day after the event', async () => {
    await deployment.pass(30 * 3_600);
    for (let second = 0; second < 20; second++) await deployment.pass(1);
    const { event } = deployment.as(ada);
    expect(granted(await event.door_photo(idOf(ada)))).toEqual([]);
    const late = await event.set_door_photo({ registration_id: idOf(ada), image: picture({}) });
    expect(late).toHaveProperty('Err.EventOver');
    const roster = await synced(new Roster(eventId, { ...trust(), anyAge: true }));
    expect(roster.all().filter(({ photoHash }) => photoHash)).toEqual([]);
    const { registration_id: id, at_ns: atNs } = admission;
    const { admission_receipt } = deployment.as(ben).event;
    expect(granted(await admission_receipt(id, atNs))).toHaveLength(1);
  });
});

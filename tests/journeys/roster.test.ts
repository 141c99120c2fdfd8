import { HttpAgent } from '@dfinity/agent';
import { checkedAdmission, Roster } from '@qikcard/client/roster';
import { type Admission, fromOpt, type Registration, type RosterPage } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { boundPhone, type Phone } from '../support/phone.ts';

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
    expect((await synced()).isComplete).toBe(true);
  });
});

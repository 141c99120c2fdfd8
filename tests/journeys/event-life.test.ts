import type { EventDetails, EventDraft, TicketTypeDraft } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { draftOf, HOUR_NS, plain, planOf, sheetOf, typeOf } from '../support/events.ts';
import { page } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';

let deployment: Deployment;
const guest = person('guest');
const stranger = person('stranger');
const rival = person('another organizer');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await deployment.grant(rival, 'organizer');
});
afterAll(() => deployment?.stop());

const mine = () => deployment.as(organizer).event;
const edit = (event_id: bigint, draft: EventDraft, details: EventDetails = plain, code?: string) =>
  mine().edit_event({ event_id, draft, details, invitation: code === undefined ? [] : [code] });

describe('an event', () => {
  test('is made with everything at once and edited afterwards', async () => {
    const draft = await draftOf(deployment, { name: 'Book fair' });
    const [id] = granted(
      await mine().create_events(
        planOf(draft, { ticket_types: [typeOf('Adult'), typeOf('Child')] }),
      ),
    );
    const details = { ...plain, address: 'Main street 1', room: 'Hall 2' };
    granted(await edit(id, { ...draft, name: 'Book fair and market', capacity: [40] }, details));
    const sheet = await sheetOf(deployment, organizer, id);
    expect(sheet.event).toMatchObject({ name: 'Book fair and market', capacity: [40] });
    expect(sheet.details).toMatchObject({ address: 'Main street 1', room: 'Hall 2' });
    expect(sheet.ticket_types.map(({ number, name }) => [number, name])).toEqual([
      [1, 'Adult'],
      [2, 'Child'],
    ]);
  });

  test('is changed by nobody but those who run it', async () => {
    const { id } = await publishEvent(deployment);
    const draft = await draftOf(deployment);
    for (const who of [stranger, rival]) {
      const { event } = deployment.as(who);
      const request = { event_id: id, draft, details: plain, invitation: [] as [] };
      const no = { Err: { Forbidden: null } };
      expect(await event.edit_event(request)).toEqual(no);
      expect(await event.cancel_event({ event_id: id, reason: 'because' })).toEqual(no);
      expect(await event.archive_event(id)).toEqual(no);
      expect(
        await event.duplicate_event({ event_id: id, starts_at_ns: draft.starts_at_ns }),
      ).toEqual(no);
      expect(await event.set_event_image({ event_id: id, image: picture() })).toEqual(no);
      expect(
        await event.put_ticket_type({
          event_id: id,
          number: [],
          draft: typeOf('Free') as TicketTypeDraft,
        }),
      ).toEqual(no);
    }
  });

  test('that is cancelled lets nobody in or join, tells why, and still lets people out', async () => {
    const { id } = await publishEvent(deployment);
    const inside = await join(deployment, id, guest);
    const late = await join(deployment, id, stranger);
    const entering = await tokenOf(deployment, guest, inside);
    const lateToken = await tokenOf(deployment, stranger, late);
    expect(await mine().check_in(scanOf(id, entering))).toHaveProperty('Admitted');
    granted(await mine().cancel_event({ event_id: id, reason: 'Storm warning' }));
    expect(await mine().check_in(scanOf(id, lateToken))).toEqual({
      Refused: { EventCancelled: null },
    });
    const again = await deployment.as(rival).event.join_event(id, 'Rival');
    expect(again).toMatchObject({ Err: { EventCancelled: { reason: 'Storm warning' } } });
    const leaving = await tokenOf(deployment, guest, inside, 'check_out');
    expect(await mine().check_out(scanOf(id, leaving))).toHaveProperty('CheckedOut');
    const { cancelled, event } = await sheetOf(deployment, guest, id);
    expect(cancelled[0]).toMatchObject({ reason: 'Storm warning' });
    expect(event.status).toEqual({ Cancelled: null });
  });

  test('leaves the lists when it is archived, which it can be once it is over', async () => {
    const { id, name } = await publishEvent(deployment, { name: 'Shortlived' });
    expect(await mine().archive_event(id)).toMatchObject({ Err: { Invalid: { field: 'status' } } });
    granted(await mine().cancel_event({ event_id: id, reason: 'No room' }));
    expect(granted(await mine().archive_event(id)).status).toEqual({ Archived: null });
    const asked = { from_ns: 0n, until_ns: [] as [], search: name, limit: 10, place: [] as [] };
    expect((await mine().discover_events([], asked)).cards).toEqual([]);
    const kept = await mine().organized_events([], { limit: 100, archived: true });
    expect(kept.cards.map(({ event }) => event.id)).toContain(id);
  });

  test('can be made again at another time, with its types and questions, without its people', async () => {
    const draft = await draftOf(deployment, { name: 'Yearly dinner' });
    const question = {
      number: 1,
      text: 'Diet?',
      kind: { Text: null },
      required: false,
      at_door: false,
    };
    const plan = planOf(draft, { ticket_types: [typeOf('Seat', { capacity: [9] })] });
    const [id] = granted(
      await mine().create_events({ ...plan, details: { ...plain, questions: [question] } }),
    );
    granted(await mine().publish_event(id));
    const later = draft.starts_at_ns + 365n * 24n * HOUR_NS;
    const copy = granted(await mine().duplicate_event({ event_id: id, starts_at_ns: later }));
    expect(copy).toMatchObject({ name: 'Yearly dinner', status: { Draft: null }, registered: 0 });
    expect(copy.ends_at_ns - copy.starts_at_ns).toBe(draft.ends_at_ns - draft.starts_at_ns);
    const sheet = await sheetOf(deployment, organizer, copy.id);
    expect(sheet.ticket_types[0]).toMatchObject({ name: 'Seat', capacity: [9], taken: 0 });
    expect(sheet.details.questions).toEqual([question]);
  });
});

test('a series is one event per date, each with its own link to the others', async () => {
  const draft = await draftOf(deployment, { name: 'Yoga' });
  const week = 7n * 24n * HOUR_NS;
  const more_dates = [1n, 2n].map((n) => ({
    starts_at_ns: draft.starts_at_ns + n * week,
    ends_at_ns: draft.ends_at_ns + n * week,
    doors_open_ns: [] as [],
  }));
  const ticket_types = [typeOf('Early bird', { valid_until_ns: [draft.starts_at_ns] })];
  const plan = planOf(draft, { more_dates, ticket_types, rule: 'FREQ=WEEKLY;COUNT=3' });
  const ids = granted(await mine().create_events(plan));
  expect(ids).toHaveLength(3);
  const sheet = await sheetOf(deployment, organizer, ids[1]);
  // The times of a ticket move along with its date.
  expect(sheet.ticket_types[0].valid_until_ns).toEqual([draft.starts_at_ns + week]);
  expect(sheet.series).toEqual([{ id: ids[0], rule: 'FREQ=WEEKLY;COUNT=3' }]);
  granted(await mine().publish_event(ids[0]));
  granted(await mine().publish_event(ids[2]));
  const seen = granted(await deployment.as(guest).event.series_events(ids[0]));
  expect(seen.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  granted(await mine().cancel_event({ event_id: ids[2], reason: 'Teacher is ill' }));
  expect(granted(await mine().get_event(ids[0])).status).toEqual({ Published: null });
});

describe('finding events', () => {
  test('shows public ones by time and by words, whatever their accents', async () => {
    const soon = await publishEvent(deployment, { name: 'Fête de la musique', location: 'Zürich' });
    const now = await deployment.nowNs();
    const far = await publishEvent(deployment, {
      name: 'Musik im Park',
      starts_at_ns: now + 900n * HOUR_NS,
      ends_at_ns: now + 903n * HOUR_NS,
    });
    const { event } = deployment.as(stranger);
    const find = async (search: string, until?: bigint, place?: string) => {
      const span = { from_ns: now, until_ns: (until ? [until] : []) as [] };
      const asked = { ...span, search, limit: 50, place: (place ? [place] : []) as [] };
      const { cards } = await event.discover_events([], asked);
      return cards.map((card) => card.event.id);
    };
    expect(await find('fete')).toEqual([soon.id]);
    expect(await find('musi')).toEqual([soon.id, far.id]);
    expect(await find('zurich mus')).toEqual([soon.id]);
    expect(await find('musi', now + 100n * HOUR_NS)).toEqual([soon.id]);
    expect(await find('nothing like it')).toEqual([]);
    // A place is where it is, not what it is called after.
    const named = await publishEvent(deployment, { name: 'Zürich calling', location: 'Basel' });
    expect(await find('', undefined, 'zuri')).toEqual([soon.id]);
    expect(await find('zuri')).toEqual([soon.id, named.id]);
    expect(await find('musi', undefined, 'Zürich')).toEqual([soon.id]);
    expect(await find('musik im', undefined, 'zurich')).toEqual([]);
  });

  test('goes on page by page, and forgets an old name', async () => {
    const ids: bigint[] = [];
    for (let n = 0; n < 5; n++)
      ids.push((await publishEvent(deployment, { name: `Quizzing ${n}` })).id);
    granted(await edit(ids[0], await draftOf(deployment, { name: 'Renamed' })));
    const asked = { from_ns: 0n, until_ns: [] as [], search: 'quizz', limit: 2, place: [] as [] };
    const found: bigint[] = [];
    for (let cursor: [] | [bigint] = []; ; ) {
      const part = await mine().discover_events(cursor, asked);
      found.push(...part.cards.map(({ event }) => event.id));
      if (part.next.length === 0) break;
      cursor = part.next;
    }
    expect(found).toEqual(ids.slice(1));
  });

  test('leaves out unlisted ones, and shows private ones to those who are invited', async () => {
    const unlisted = await publishEvent(deployment, { name: 'Whispered' });
    granted(
      await edit(unlisted.id, await draftOf(deployment, { name: 'Whispered' }), {
        ...plain,
        visibility: { Unlisted: null },
      }),
    );
    const secret = await publishEvent(deployment, { name: 'Hushed' });
    const details = { ...plain, visibility: { Private: null } };
    const draft = await draftOf(deployment, { name: 'Hushed' });
    expect(await edit(secret.id, draft, details)).toMatchObject({
      Err: { Invalid: { field: 'invitation' } },
    });
    granted(await edit(secret.id, draft, details, 'Open Sesame'));
    const { event } = deployment.as(stranger);
    const listed = (await event.list_events([], 100)).events.map(({ id }) => id);
    expect(listed).not.toContain(unlisted.id);
    expect(listed).not.toContain(secret.id);
    expect(granted(await event.get_event(unlisted.id)).name).toBe('Whispered');
    expect(await event.get_event(secret.id)).toEqual({ Err: { UnknownEvent: null } });
    const ask = (invitation: string) => event.event_sheet({ event_id: secret.id, invitation });
    expect(await ask('')).toEqual({ Err: { InvitationNeeded: null } });
    expect(await ask('open sesam')).toEqual({ Err: { InvitationNeeded: null } });
    expect(granted(await ask(' open sesame ')).event.name).toBe('Hushed');
    expect(await event.join_event(secret.id, 'Stranger')).toEqual({
      Err: { InvitationNeeded: null },
    });
    const request = { event_id: secret.id, display_name: 'Stranger', ticket_type: 0, answers: [] };
    const joining = {
      ...request,
      invitation: 'open sesame',
      membership_id: [] as [],
      or_wait: false,
    };
    expect(granted(await event.join(joining))).toHaveProperty('Registered');
    expect(granted(await event.get_event(secret.id)).name).toBe('Hushed');
  });
});

describe('the picture of an event', () => {
  test('is freed of metadata, served over HTTP under a path of its own, and can be taken down', async () => {
    const { id } = await publishEvent(deployment);
    const image = picture({ width: 64, height: 64, text: 'taken at home' });
    const path = granted(await mine().set_event_image({ event_id: id, image }));
    expect((await sheetOf(deployment, stranger, id)).image).toEqual([path]);
    const served = await page(deployment, 'event', path);
    expect(served.status).toBe(200);
    expect(served.text).not.toContain('taken at home');
    expect(new Map(served.headers).get('Content-Type')).toBe('image/png');
    const draft = await draftOf(deployment);
    const secret = { ...plain, visibility: { Private: null } };
    granted(await edit(id, draft, secret, 'open sesame'));
    expect((await page(deployment, 'event', path)).status).toBe(404);
    const ask = { event_id: id, invitation: '' };
    expect(await deployment.as(stranger).event.event_image(ask)).toEqual({
      Err: { UnknownEvent: null },
    });
    const invited = { ...ask, invitation: 'Open Sesame' };
    expect(granted(await deployment.as(stranger).event.event_image(invited)).image).not.toEqual([]);
    granted(await edit(id, draft));
    expect((await page(deployment, 'event', path)).status).toBe(200);
    const next = granted(await mine().set_event_image({ event_id: id, image }));
    expect(next).not.toBe(path);
    expect((await page(deployment, 'event', path)).status).toBe(404);
    granted(await mine().remove_event_image(id));
    expect((await page(deployment, 'event', next)).status).toBe(404);
  });

  test('must be one', async () => {
    const { id } = await publishEvent(deployment);
    const script = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect(await mine().set_event_image({ event_id: id, image: script })).toMatchObject({
      Err: { Invalid: { field: 'image' } },
    });
  });
});

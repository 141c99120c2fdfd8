/** What passes, cards, readers and the list of guests cost at the doors. */
import { createHash } from 'node:crypto';
import { type PassPolicy, type Registration, readCode, type Scan } from '@qikcard/contracts';
import { ChipCard } from '../tests/support/chip-card.ts';
import { Deployment } from '../tests/support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf } from '../tests/support/doors.ts';
import { people, person } from '../tests/support/people.ts';
import { newPhone, type Phone } from '../tests/support/phone.ts';
import { picture } from '../tests/support/pictures.ts';
import type { Row } from './rows.ts';

const GUESTS = 10;
const ROSTER_PAGE = 50;
const reader = person('reader');
const guests = people('guest', GUESTS);

export const suite = { title: 'Passes, cards and readers, instructions', measure };

type Step = [name: string, method: string, call: (n: number) => Promise<unknown>];

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  try {
    await deployment.grant(organizer, 'organizer');
    const { id: eventId } = await publishEvent(deployment);
    await pair(deployment, eventId, reader);
    const costs = new Map<string, number>();
    for (const step of await stepsAt(deployment, eventId)) {
      costs.set(step[0], await costOf(deployment, step));
    }
    await deployment.settle();
    const page = `roster, page of ${GUESTS} with its proof`;
    costs.set(page, await rosterCost(deployment, eventId));
    return [...costs].map(([name, value]) => ({
      ...{ name, value, unit: 'M instructions' as const, exact: true },
    }));
  } finally {
    await deployment.stop();
  }
}

async function stepsAt(deployment: Deployment, eventId: bigint): Promise<Step[]> {
  const as = (n: number) => deployment.as(guests[n]).event;
  const door = deployment.as(reader).event;
  const desk = deployment.as(organizer).event;
  const places: Registration[] = [];
  const phones: Phone[] = guests.map(newPhone);
  const cards: ChipCard[] = [];
  const passOf = async (n: number) => phones[n].pass(places[n], await deployment.nowNs());
  const enter = async (name: string, payload: Uint8Array) =>
    admitted(await door.check_in(scan(eventId, `in ${name}`, payload)));
  const leave = async (n: number) =>
    admitted(
      await desk.move_by_hand({
        ...{ registration_id: places[n].id, direction: { Out: null }, list_id: [] as [] },
        ...{ gate: 'North', reason: 'left by the back door', override_rules: false },
      }),
    );
  const relaxed: PassPolicy = {
    possession: { Optional: null },
    checked_by: { Canister: null },
    plain_cards: false,
  };
  const strict: PassPolicy = { ...relaxed, possession: { Required: null } };
  const policy = async (of: PassPolicy) => granted(await desk.set_pass_policy(eventId, of));
  const taps = async (n: number) => {
    cards[n] ??= await cardFor(deployment, eventId, n);
    return readCode(cards[n].tap())?.payload as Uint8Array;
  };
  return [
    [
      'join_event',
      'join_event',
      async (n) => (places[n] = await join(deployment, eventId, guests[n])),
    ],
    [
      'bind_holder_key',
      'bind_holder_key',
      async (n) => {
        const key = { registration_id: places[n].id, public_key: phones[n].publicKey };
        granted(await as(n).bind_holder_key(key));
      },
    ],
    [
      'check_in by a pass, its signature checked',
      'check_in',
      async (n) => {
        if (n === 0) await policy(strict);
        await enter(`pass ${n}`, await passOf(n));
      },
    ],
    ['move_by_hand', 'move_by_hand', leave],
    [
      'bind_card',
      'bind_card',
      async (n) => {
        if (n === 0) await policy(relaxed);
        const card = { registration_id: places[n].id, payload: await taps(n), replaces: [] as [] };
        granted(await desk.bind_card(card));
      },
    ],
    ['check_in by a card that counts', 'check_in', async (n) => enter(`card ${n}`, await taps(n))],
    ['undo_move', 'undo_move', async (n) => granted(await desk.undo_move(places[n].id, 'twice'))],
    [
      'set_door_photo, 12,000 bytes',
      'set_door_photo',
      async (n) => {
        const image = face(n);
        granted(await as(n).set_door_photo({ registration_id: places[n].id, image }));
      },
    ],
    [
      'device_heartbeat',
      'device_heartbeat',
      async (n) => {
        // More than one a minute is one too many.
        await deployment.pass(60);
        const reader_at_ns = await deployment.nowNs();
        const of = { battery_percent: 90 - n, firmware: '1.0.0', queue_depth: n, reader_at_ns };
        granted(await door.device_heartbeat(of));
      },
    ],
    [
      'revoke_registration',
      'revoke_registration',
      async (n) => granted(await desk.revoke_registration(places[n].id)),
    ],
  ];
}

async function cardFor(deployment: Deployment, eventId: bigint, n: number): Promise<ChipCard> {
  const uid = Uint8Array.of(4, 0, 0, 0, 0, 0, n);
  const { event } = deployment.as(organizer);
  return new ChipCard(uid, granted(await event.card_keys({ event_id: eventId, uid })));
}

/** Noise, which does not get smaller, so that it is about as large as a photograph. */
function face(n: number): Uint8Array {
  const luma = new Uint8Array(120 * 100);
  let state = n + 1;
  for (let i = 0; i < luma.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    luma[i] = state >>> 24;
  }
  return picture({ width: 120, height: 100, luma });
}

/** Numbered scan ids: the same run has the same instructions. */
function scan(eventId: bigint, name: string, payload: Uint8Array): Scan {
  const digest = createHash('sha256').update(name).digest();
  return scanOf(eventId, payload, { scan_id: Uint8Array.from(digest.subarray(0, 16)) });
}

function admitted<T extends object>(verdict: T): T {
  if ('Refused' in verdict)
    throw new Error(`refused: ${Object.keys(verdict.Refused as object)[0]}`);
  return verdict;
}

async function costOf(deployment: Deployment, [, method, call]: Step): Promise<number> {
  const before = await total(deployment, method);
  for (let n = 0; n < GUESTS; n++) await call(n);
  const used = (await total(deployment, method)) - before;
  await deployment.pass(60);
  return used / GUESTS;
}

/** Million instructions that a method has used so far, decoding and answering included. */
async function total(deployment: Deployment, method: string): Promise<number> {
  const used = await deployment.as(reader).event.instructions();
  return Number(used.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
}

/** Queries forget what they counted; the network's statistics of them do not. */
async function rosterCost(deployment: Deployment, eventId: bigint): Promise<number> {
  const used = async () => {
    const canisterId = deployment.ids.event as never;
    const { queryStats } = await deployment.pic.canisterStatus({ canisterId });
    return Number(queryStats.numInstructionsTotal) / 1e6;
  };
  const before = await used();
  const page = granted(await deployment.as(reader).event.roster(eventId, 0n, ROSTER_PAGE));
  if (page.entries.length !== GUESTS) throw new Error(`${page.entries.length} guests on the list`);
  return (await used()) - before;
}

/** What is old is forgotten by itself, a little at a time; what counts for ever stays. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import {
  feedOf,
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { people, person } from '../support/people.ts';

const DAY_SECONDS = 86_400;
/** More lines, entries and leaves than one step takes. */
const GUESTS = 60;
const reader = person('reader');
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

const mine = () => deployment.as(organizer).event;
const logOf = async (id: bigint) =>
  granted(await mine().scan_log(id, { All: null }, [], 100)).entries.length;
const rosterOf = async (id: bigint) => granted(await mine().roster(id, 0n, 50));
/** Steps of the pruner are a second apart; the tree takes some leaves every two seconds. */
const swept = async (seconds: number) => {
  for (let i = 0; i < seconds; i++) await deployment.pass(1);
};

test('after 90 days doors forget who went through, and lose no count', async () => {
  const { id: eventId } = await publishEvent(deployment);
  await pair(deployment, eventId, reader);
  const door = deployment.as(reader).event;
  const guests = people('guest', GUESTS);
  const first = await join(deployment, eventId, guests[0]);
  const token = await tokenOf(deployment, guests[0], first);
  const scan = scanOf(eventId, token);
  const admitted = await door.check_in(scan);
  if (!('Admitted' in admitted)) throw new Error('not admitted');
  for (const who of guests.slice(1)) {
    const place = await join(deployment, eventId, who);
    const asked = scanOf(eventId, await tokenOf(deployment, who, place));
    expect(await door.check_in(asked)).toHaveProperty('Admitted');
    const out = scanOf(eventId, await tokenOf(deployment, who, place, 'check_out'));
    expect(await door.check_out(out)).toHaveProperty('CheckedOut');
    refusal(await door.check_in(asked.payload.length ? scanOf(eventId, asked.payload) : asked));
  }
  await swept(30);
  const receiptOf = async () =>
    granted(await mine().admission_receipt(first.id, admitted.Admitted.at_ns));
  expect(await receiptOf()).toHaveLength(1);
  expect((await rosterOf(eventId)).head).toHaveLength(1);
  const before = await stateOf(deployment, eventId);
  const board = granted(await mine().live_board(eventId));

  await deployment.pass(89 * DAY_SECONDS);
  await swept(20);
  expect(await logOf(eventId)).toBe(100);
  expect(await receiptOf()).toHaveLength(1);

  await deployment.pass(2 * DAY_SECONDS);
  // A young event beside it, whose lines must stay.
  const { id: youngId } = await publishEvent(deployment);
  const guest = person('Young guest');
  const place = await join(deployment, youngId, guest);
  const entered = scanOf(youngId, await tokenOf(deployment, guest, place));
  expect(await mine().check_in(entered)).toHaveProperty('Admitted');
  await deployment.pass(3_600);
  await swept(60);
  expect(await logOf(eventId)).toBe(0);
  expect(await feedOf(deployment, eventId)).toEqual([]);
  expect(await receiptOf()).toEqual([]);
  expect(await rosterOf(eventId)).toMatchObject({ entries: [], head: [] });
  // The answer is gone with its line: the same scan is judged anew, and finds its code long expired.
  const again = refusal(await mine().check_out({ ...scan, direction: { Out: null } }));
  expect(Object.keys(again)[0]).not.toBe('Malformed');

  const after = await stateOf(deployment, eventId);
  expect(after).toEqual(before);
  const { gates, refusals, inside, arrived } = granted(await mine().live_board(eventId));
  expect({ inside, arrived }).toEqual({ inside: board.inside, arrived: board.arrived });
  expect(gates.map((gate) => gate.entered)).toEqual(board.gates.map((gate) => gate.entered));
  expect(refusals.length).toBeGreaterThanOrEqual(board.refusals.length);

  expect(await logOf(youngId)).toBe(1);
  expect((await rosterOf(youngId)).entries).toHaveLength(1);
  const { length } = await deployment.as(admin).event.audit_tip();
  expect(length).toBeGreaterThan(BigInt(GUESTS));
});

import { randomBytes } from 'node:crypto';
import type { WalkIn, WalkInAnswer } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, stateOf } from '../support/doors.ts';
import { HOUR_NS, typeOf } from '../support/events.ts';
import { person } from '../support/people.ts';
import { planOf, setPlan } from '../support/plans.ts';

let deployment: Deployment;
const staff = person('staff');
const reader = person('reader');
const stranger = person('stranger');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

const walkIn = (event_id: bigint, change: Partial<WalkIn> = {}): WalkIn => ({
  event_id,
  row_key: randomBytes(16),
  display_name: '',
  ticket_type: 0,
  gate: 'North',
  list_id: [],
  ...change,
});
const admit = (asked: WalkIn, by = staff): Promise<WalkInAnswer> =>
  deployment.as(by).event.admit_walk_in(asked);
function admitted(answer: WalkInAnswer) {
  if (!('Admitted' in answer)) throw new Error(`not admitted: ${Object.keys(answer)}`);
  return answer.Admitted;
}
async function openEvent(change = {}): Promise<bigint> {
  const { id } = await publishEvent(deployment, change);
  await deployment.grant(staff, 'staff', id);
  return id;
}

describe('a guest without a registration', () => {
  test('is registered and inside after one call of staff, counted once everywhere', async () => {
    const id = await openEvent();
    const { passage, claim } = admitted(await admit(walkIn(id, { display_name: 'Wim Walker' })));
    expect(passage).toMatchObject({ display_name: 'Wim Walker', gate: 'North', inside: 1 });
    expect(claim).toHaveLength(1);
    expect(await stateOf(deployment, id)).toMatchObject({
      registered: 1,
      arrived: 1,
      inside: 1,
      rows: [{ display_name: 'Wim Walker', inside: true, claimed: false }],
    });
    const log = granted(await deployment.as(staff).event.scan_log(id, { All: null }, [], 5));
    expect(log.entries[0]).toMatchObject({ kind: { EnteredByHand: null }, detail: 'walk-in' });
    await deployment.settle();
    const [counts] = await deployment.as(organizer).analytics.event_counts(id);
    expect(counts).toMatchObject({ checked_in: 1n });
  });

  test('needs no name', async () => {
    const id = await openEvent();
    const { passage } = admitted(await admit(walkIn(id, { display_name: '  ' })));
    expect(passage.display_name).toMatch(/^#\d+$/);
  });

  test('takes the place over later with the code of the door', async () => {
    const id = await openEvent();
    const { passage, claim } = admitted(await admit(walkIn(id)));
    const guest = person('walker');
    const taken = await deployment
      .as(guest)
      .event.take_over({ code: claim[0]?.code ?? '', display_name: 'Walker' });
    expect(granted(taken)).toMatchObject({ id: passage.registration_id, inside: true });
    const { rows } = await deployment.as(guest).event.my_registrations([], 5);
    expect(rows).toMatchObject([{ display_name: 'Walker', claimed: true }]);
  });

  test('sent again because the answer was lost is the same guest, with a code that works', async () => {
    const id = await openEvent();
    const asked = walkIn(id, { display_name: 'Twice' });
    const first = admitted(await admit(asked));
    const second = admitted(await admit(asked));
    expect(second.passage.registration_id).toBe(first.passage.registration_id);
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 1, inside: 1 });
    const { event } = deployment.as(person('twice'));
    const take = (code = '') => event.take_over({ code, display_name: 'Twice' });
    expect(await take(first.claim[0]?.code)).toEqual({ Err: { UnknownCode: null } });
    granted(await take(second.claim[0]?.code));
    // Nobody can be handed the place of somebody else by repeating the call.
    expect(admitted(await admit(asked)).claim).toEqual([]);
    granted(await deployment.as(staff).event.undo_move(first.passage.registration_id, 'Mistake'));
    expect(await admit(asked)).toEqual({ NotInside: null });
  });

  test('gets the last place once, however many doors give it away', async () => {
    const id = await openEvent({ capacity: [2] });
    await join(deployment, id, person('early bird'));
    const answers = await Promise.all(Array.from({ length: 4 }, () => admit(walkIn(id))));
    expect(answers.filter((answer) => 'Admitted' in answer)).toHaveLength(1);
    expect(answers).toContainEqual({ Err: { CapacityReached: { capacity: 2 } } });
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 2, inside: 1 });
  });

  test('is held to ticket types, doors and rules; a refusal registers nobody', async () => {
    const later = (await deployment.nowNs()) + 5n * HOUR_NS;
    const early = await openEvent({ starts_at_ns: later, ends_at_ns: later + HOUR_NS });
    expect(await admit(walkIn(early))).toMatchObject({ Refused: { NotYetOpen: {} } });

    const id = await openEvent();
    const draft = typeOf('Balcony', { capacity: [1] });
    granted(
      await deployment.as(organizer).event.put_ticket_type({ event_id: id, number: [], draft }),
    );
    expect(await admit(walkIn(id))).toEqual({ Err: { UnknownTicketType: null } });
    await setPlan(deployment, id, await planOf(deployment, { rules: [{ MinAge: 18 }] }));
    expect(await admit(walkIn(id, { ticket_type: 1 }))).toEqual({
      Refused: { RuleRefused: { rule: 'min-age:18' } },
    });
    expect(await admit(walkIn(id, { ticket_type: 1, list_id: [99n] }))).toEqual({
      Refused: { UnknownList: null },
    });
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 0, inside: 0, rows: [] });
    await setPlan(deployment, id, await planOf(deployment));
    admitted(await admit(walkIn(id, { ticket_type: 1 })));
    expect(await admit(walkIn(id, { ticket_type: 1 }))).toMatchObject({
      Err: { CapacityReached: { capacity: 1 } },
    });
  });

  test('is let in by staff, organizers and readers that may work by hand, and nobody else', async () => {
    const id = await openEvent();
    await pair(deployment, id, reader);
    for (const nobody of [stranger, reader]) {
      expect(await admit(walkIn(id), nobody)).toEqual({ Err: { Forbidden: null } });
    }
    admitted(await admit(walkIn(id), organizer));
    const policy = {
      ...{ forced_list: [] as [], forced_gate: '', may_check_in: true, may_check_out: true },
      ...{ may_move_by_hand: true, may_lend: false },
    };
    granted(
      await deployment.as(organizer).event.set_device_policy({ id: reader.principal, policy }),
    );
    admitted(await admit(walkIn(id), reader));
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 2, inside: 2 });
  });

  test('comes at most thirty times a minute from one pair of hands', async () => {
    const id = await openEvent();
    const busy = person('busy staff');
    await deployment.grant(busy, 'staff', id);
    const answers = [];
    for (let i = 0; i < 31; i++) answers.push(await admit(walkIn(id), busy));
    expect(answers[30]).toMatchObject({ Err: { RateLimited: {} } });
    await deployment.pass(60);
    admitted(await admit(walkIn(id), busy));
  });
});

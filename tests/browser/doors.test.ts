/** Gates, lists and rules; the test bench; the fleet; the live board: each by its organizer, on screen. */
import { expectOk, type QikCard } from '@qikcard/client';
import { expect, it } from 'vitest';
import { canistersAs, expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, demo, openPage } = useDemo('doors');
const wall = { width: 1920, height: 1080 };

it('an organizer says in plain words who may enter, and tries it before anybody comes', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors`, { viewport: desktop, as: 'Olga Organizer' });
  await page.getByRole('button', { name: 'Add a zone' }).click();
  await page.getByLabel('Name of the zone').fill('Hall');
  await page.getByLabel('Most people').fill('200');
  await page.getByRole('button', { name: 'Add a gate' }).click();
  await page.getByLabel('Name of the gate').fill('North');
  await page.getByLabel('Leads into').selectOption('Hall');
  await page.getByRole('button', { name: 'Add a list' }).click();
  await page.getByLabel('Name of the list').fill('Main entrance');
  // The inner of two comes first: a group has a choice of its own.
  const add = () => page.getByLabel('Add a rule').last();
  await add().selectOption('Number of entries');
  await add().selectOption('Minimum age');
  await page.getByText('Age, seen by staff: at least').waitFor();
  await page.getByLabel('Number', { exact: true }).last().fill('16');
  await add().selectOption('One of several');
  await page.getByLabel('Add a rule').first().selectOption('Days');
  await page.getByLabel('Add a rule').first().selectOption('Hours of the day');
  await page.getByLabel('rule 2: Condition').last().selectOption('Not if');
  await page.getByLabel('Number', { exact: true }).last().fill('18');

  // What is not saved yet is tried all the same, beside it.
  await page.getByText('Only from the age of 18, proven to staff').waitFor();
  await page.getByLabel('Age that staff have seen').fill('21');
  await page.getByText('May enter', { exact: true }).waitFor();
  await page.getByLabel('Entries today').fill('1');
  await page.getByText('One entry a day').waitFor();
  await page.getByRole('button', { name: 'Save doors' }).click();
  await page.getByText('The doors follow this plan now.').waitFor();
  await inEveryLook(page, 'doors-plan');
  const { event } = await canistersAs(demo(), page, 'Olga Organizer');
  const eventId = BigInt(live.split('/').pop() as string);
  const [list] = expectOk(await event.door_plan(eventId)).lists;
  expect(list.rules.map((node) => Object.keys(node)[0])).toEqual([
    ...['MaxEntries', 'MinAge', 'Any', 'Dates', 'Not', 'TimeOfDay'],
  ]);

  await page.setViewportSize(desktop);
  await page.getByRole('tab', { name: 'Test bench' }).click();
  await page.getByText('Both agree').waitFor();
  expect(await page.getByText('Only from the age of 18, proven to staff').count()).toBe(2);
  await page.getByLabel('Age that staff have seen').fill('21');
  await page.getByText('May enter').nth(1).waitFor();
  await page.getByLabel('Entries today').fill('1');
  await page.getByText('Is turned away').nth(1).waitFor();
  await inEveryLook(page, 'doors-bench');
  await page.context().close();
});

it('an organizer sees how the readers are, and tells one what it is there for', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors/readers`, { viewport: desktop, as: 'Olga Organizer' });
  await page
    .getByRole('button', { name: /^What it may do/ })
    .first()
    .click();
  await page.getByLabel('Move guests by hand').click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('The reader follows this from its next scan on.').waitFor();
  await inEveryLook(page, 'doors-fleet');
  await page.goto(at(`${live}/doors/conflicts`));
  await page.getByText('No conflicts').waitFor();
  await inEveryLook(page, 'doors-conflicts');
  await page.context().close();
});

it('an organizer plans the end of the evening, calls it off, and sends everybody home', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors/out`, { viewport: desktop, as: 'Olga Organizer' });
  // Another test may have left rules that she does not meet.
  const { event } = await canistersAs(demo(), page, 'Olga Organizer');
  const eventId = BigInt(live.split('/').pop() as string);
  const plan = expectOk(await event.door_plan(eventId));
  expectOk(await event.set_door_plan(eventId, { ...plan, lists: [] }));
  await demo().admitAttendee();
  await page.getByText('1 person is inside.').waitFor();
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Plan it' }).click();
  await page.getByText('Planned', { exact: true }).waitFor();
  await inEveryLook(page, 'doors-out-planned');
  await page.setViewportSize(desktop);
  await page.getByRole('button', { name: 'Call off' }).click();
  await page.getByRole('button', { name: 'Check everybody out now' }).click();
  await inEveryLook(page, 'doors-out-asked');
  await page.setViewportSize(desktop);
  await page.getByRole('dialog').getByRole('button', { name: 'Check everybody out now' }).click();
  await page.getByText('1 person was checked out.').waitFor();
  await page.getByText('0 people are inside.').waitFor();
  await inEveryLook(page, 'doors-out-done');
  await page.context().close();
});

it('the live board shows who is inside, in figures for the other side of the room', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const eventId = BigInt(live.split('/').pop() as string);
  const page = await openPage(`${live}/board`, { viewport: wall, as: 'Olga Organizer' });
  await page.getByText('Inside now').first().waitFor();
  const { event } = await canistersAs(demo(), page, 'Olga Organizer');
  await busyEvening(event, eventId);
  await page.getByText('Balcony').waitFor();
  await page.getByText('Nobody was turned away.').waitFor({ state: 'detached' });
  await page.getByText('In and out, last 60 minutes').waitFor();
  await inEveryLook(page, 'doors-board');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize(wall);
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `doors-board-wall-${colorScheme}`, false);
  }
  // Five metres from a screen of 55 inches: no word below 24 px, and nothing to scroll for.
  const { smallest, overflow } = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes: number[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement as Element;
      const isSeen = parent.checkVisibility() && parent.getBoundingClientRect().width > 1;
      if (node.textContent?.trim() && isSeen) {
        sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize));
      }
    }
    const { scrollHeight, scrollWidth } = document.documentElement;
    return {
      smallest: Math.min(...sizes),
      overflow: [scrollWidth - innerWidth, scrollHeight - innerHeight],
    };
  });
  expect(smallest).toBeGreaterThanOrEqual(24);
  expect(overflow).toEqual([0, 0]);
  await page.context().close();
});

/** Two zones, five gates, people going in and out, and codes that are none. */
async function busyEvening(event: QikCard['event'], eventId: bigint): Promise<void> {
  const plan = expectOk(await event.door_plan(eventId));
  const zones = [
    { id: 1, name: 'Great hall', capacity: [6] as [number] },
    { id: 2, name: 'Balcony', capacity: [40] as [number] },
  ];
  const names = ['North entrance', 'South entrance', 'Box office', 'Stairs', 'Stage door'];
  const gates = names.map((name, i) => ({ id: i + 1, name, zone_id: i < 3 ? 1 : 2 }));
  expectOk(await event.set_door_plan(eventId, { ...plan, zones, gates, lists: [] }));
  const { rows } = expectOk(await event.attendance(eventId, [], 20));
  for (const [i, { id: registration_id, inside }] of rows.entries()) {
    if (inside) continue;
    const move = {
      ...{ registration_id, list_id: [] as [], gate: names[i % names.length] },
      ...{ reason: 'Phone was flat', override_rules: true },
    };
    await event.move_by_hand({ ...move, direction: { In: null } });
    if (i % 4 === 3) await event.move_by_hand({ ...move, direction: { Out: null } });
  }
  for (const payload of [Uint8Array.of(1, 2, 3), new Uint8Array(47).fill(1)]) {
    for (let i = 0; i < 3; i++) {
      await event.check_in({
        ...{ scan_id: crypto.getRandomValues(new Uint8Array(16)), event_id: eventId, payload },
        ...{ direction: { In: null }, gate: names[i], captured_at_ns: 0n },
        ...{ possession: [], list_id: [], offline: [] },
      });
    }
  }
}

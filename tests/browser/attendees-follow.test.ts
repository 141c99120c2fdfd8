/** The organizer's table while people come in at the door. */
import { it } from 'vitest';
import { useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { demo, openPage } = useDemo('attendees-follow');

it('somebody admitted at the door is inside in the table that is open already', async () => {
  const path = new URL(demo().liveUrl).pathname;
  const olga = await openPage(path, { as: 'Olga Organizer', viewport: desktop });
  await olga.getByRole('tab', { name: 'Attendees' }).click();
  await olga.getByRole('row', { name: /Ada Attendee.*Expected/ }).waitFor();
  await demo().admitAttendee();
  await olga.getByRole('row', { name: /Ada Attendee.*Inside/ }).waitFor();
  await olga.context().close();
});

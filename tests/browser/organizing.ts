/** What organizers do in several tests. */
import type { Page } from 'playwright-core';

const FORM = '/organizer/new';

/** Makes an event through the form and publishes it; gives its number. */
export async function makeEvent(
  page: Page,
  at: (path: string) => string,
  name: string,
  fill: (page: Page) => Promise<void> = async () => {},
): Promise<string> {
  // Whoever is signing in there must not be taken away from it.
  if (page.url() !== at(FORM)) await page.goto(at(FORM));
  await page.getByLabel('Name of the event').fill(name);
  await fill(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/organizer\/events\/\d+$/);
  return /events\/(\d+)/.exec(page.url())?.[1] as string;
}

/** Looking for something among what is for sale. */
import type { Listing } from '@qikcard/contracts';

export const kinds = [
  'Attended',
  'EarlyBird',
  'Attendance',
  'Streak',
  'OnTimeReturns',
  'Organized',
  'Custom',
] as const;
export const orders = ['new', 'cheap', 'dear'] as const;
export type Wanted = {
  text: string;
  kind: (typeof kinds)[number] | 'all';
  order: (typeof orders)[number];
};
export const ANYTHING: Wanted = { text: '', kind: 'all', order: 'new' };

/** Whether it takes more than the first page to answer. */
export const isChoosy = ({ text, kind, order }: Wanted): boolean =>
  text.trim() !== '' || kind !== 'all' || order !== 'new';

const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Every word is somewhere in what the badge says; `eventName` where it is known. */
function says(listing: Listing, words: readonly string[], eventName: string): boolean {
  const { name, season, description } = listing.badge.design;
  const all = plain([name, season, description, eventName].join(' '));
  return words.every((word) => all.includes(word));
}

/** Those that fit, in the wanted order; among equal prices the newest first. */
export function chosen(
  listings: readonly Listing[],
  { text, kind, order }: Wanted,
  eventName: (id: bigint) => string = () => '',
): Listing[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = listings.filter((listing) => {
    const [event] = listing.badge.event_id;
    const fits = kind === 'all' || kind in listing.badge.design.criterion;
    return fits && says(listing, words, event === undefined ? '' : eventName(event));
  });
  if (order === 'new') return found;
  const sign = order === 'cheap' ? 1 : -1;
  return found.sort((a, b) => sign * Number(a.price_e8s - b.price_e8s));
}

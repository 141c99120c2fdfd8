/** Public events as this device saw them last: what Discover shows without a network. */
import { Principal } from '@dfinity/principal';
import type { EventCard } from '@qikcard/contracts';
import type { Wanted } from './sheet.ts';

const KEY = 'qikcard.discovered';
const KEPT_MAX = 48;

export type Discovered = { atMs: number; cards: EventCard[] };

/** Keeps what was found last, the soonest first. */
export function keepDiscovered(found: Discovered): void {
  try {
    localStorage.setItem(KEY, asText(found));
  } catch {
    // Storage is blocked or full: without a network this page has nothing then.
  }
}

/** What was kept; undefined when nothing was, or it cannot be read. */
export function keptDiscovered(): Discovered | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : fromText(text);
  } catch {
    return undefined;
  }
}

export const asText = ({ atMs, cards }: Discovered): string =>
  JSON.stringify({ atMs, cards: cards.slice(0, KEPT_MAX) }, (_, value) =>
    typeof value === 'bigint' ? { $nat: value.toString() } : value,
  );
export const fromText = (text: string): Discovered =>
  JSON.parse(text, (_, value) => {
    if (typeof value?.$nat === 'string') return BigInt(value.$nat);
    // As a principal writes itself.
    if (typeof value?.__principal__ === 'string') return Principal.fromText(value.__principal__);
    return value;
  });

/** Those of `cards` that the canister would find: by days, and by how words of name or place start. */
export function matching(
  cards: EventCard[],
  { search, place, fromMs, untilMs }: Wanted,
): EventCard[] {
  const from = BigInt(fromMs) * 1_000_000n;
  const until = untilMs === undefined ? undefined : BigInt(untilMs) * 1_000_000n;
  return cards.filter(
    ({ event }) =>
      event.ends_at_ns > from &&
      (until === undefined || event.starts_at_ns < until) &&
      hasAll(`${event.name} ${event.location}`, search) &&
      hasAll(event.location, place),
  );
}

const hasAll = (text: string, wanted: string): boolean => {
  const words = wordsOf(text);
  return wordsOf(wanted).every((start) => words.some((word) => word.startsWith(start)));
};

const wordsOf = (text: string): string[] => text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

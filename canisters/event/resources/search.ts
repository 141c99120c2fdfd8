/** Finding things: by owner, by words, among what everybody may see. */
import type { Call } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type ResourcePage,
  type ResourceQuery,
  type ResourceRefusal,
  type Result,
  SEARCH_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { ownerKey, ownerRow } from '../domain/resources/owner.ts';
import { indexedWords, matches, startsWith, wordKey, wordsOf } from '../domain/resources/words.ts';
import { served } from '../serve.ts';
import { lends, sees } from './access.ts';
import type { OwnerRow, ResourceRow } from './rows.ts';
import { publicResources, resources, resourcesOfOwner, resourceWords } from './store.ts';
import { viewFor } from './view.ts';

type Page = Infer<typeof ResourcePage>;

/** Most things looked at for one page of a search: beyond it, more words are needed. */
const LOOKED_AT_MAX = 1_000;

const textsOf = ({ name, category }: ResourceRow): string[] => [name, category];
const isPublic = (row: ResourceRow): boolean => row.visibility === 'Public' && !row.retired;

/** Makes a thing findable. */
export function register(id: bigint, row: ResourceRow): void {
  resourcesOfOwner.insert([ownerKey(row.owner), id]);
  if (isPublic(row)) publicResources.insert([id]);
  for (const word of indexedWords(textsOf(row))) resourceWords.insert([word, id]);
}

/** Takes back what `register` wrote for this row. */
export function forget(id: bigint, row: ResourceRow): void {
  resourcesOfOwner.remove([ownerKey(row.owner), id]);
  publicResources.remove([id]);
  for (const word of indexedWords(textsOf(row))) resourceWords.remove([word, id]);
}

export class Search {
  @served(eventApi.list_resources)
  list_resources(
    call: Call,
    cursor: [] | [bigint],
    limit: number,
    query: ResourceQuery,
  ): Result<Page, ResourceRefusal> {
    if (query.text.length > SEARCH_MAX_CHARS) {
      const problem = `must have at most ${SEARCH_MAX_CHARS} characters`;
      return err({ Invalid: { field: 'text', problem } });
    }
    const asked = fromOpt(query.owner);
    const owner = asked && ownerRow(asked);
    const words = wordsOf(query.text);
    const wanted = (id: bigint, row: ResourceRow): boolean =>
      (!row.retired || (query.retired && lends(call, row.owner))) &&
      (owner !== undefined || isPublic(row)) &&
      sees(call, id, row) &&
      (words.length === 0 || matches(textsOf(row), words));
    const ids = words.length > 0 && !owner ? idsOf(words, fromOpt(cursor)) : undefined;
    return ok(page(call, ids ?? listed(owner, fromOpt(cursor)), wanted, pageSize(limit)));
  }

  @served(eventApi.my_resources)
  my_resources(call: Call, cursor: [] | [bigint], limit: number): Page {
    return ownPage(call, cursor, pageSize(limit));
  }
}

/** Everything of a person, below the cursor, newest first. */
function ownPage(call: Call, cursor: [] | [bigint], size: number): Page {
  const owner = { person: call.caller, eventId: undefined };
  return page(call, listed(owner, fromOpt(cursor)), () => true, size);
}

/** Ids below the cursor, newest first. */
function* listed(owner: OwnerRow | undefined, cursor: bigint | undefined): Generator<bigint> {
  const step = 100;
  for (let below = cursor, seen = 0; seen < LOOKED_AT_MAX; seen += step) {
    const ids = owner ? ofOwner(ownerKey(owner), below, step) : ofAll(below, step);
    yield* ids;
    if (ids.length < step) return;
    below = ids.at(-1);
  }
}
const ofOwner = (key: Uint8Array, below: bigint | undefined, limit: number): bigint[] => {
  const after = below === undefined ? {} : { after: [key, below] as [Uint8Array, bigint] };
  return resourcesOfOwner
    .scan({ prefix: [key], reverse: true, limit, ...after })
    .map(([, id]) => id);
};
const ofAll = (below: bigint | undefined, limit: number): bigint[] => {
  const after = below === undefined ? {} : { after: [below] as [bigint] };
  return publicResources.scan({ reverse: true, limit, ...after }).map(([id]) => id);
};

/** Things with a word that starts with the longest of the typed ones, newest first. */
function idsOf(words: string[], cursor: bigint | undefined): bigint[] {
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  const found = new Set<bigint>();
  const scan = resourceWords.scan({ after: [wordKey(longest), 0n], limit: LOOKED_AT_MAX });
  for (const [word, id] of scan) {
    if (!startsWith(word, longest)) break;
    if (cursor === undefined || id < cursor) found.add(id);
  }
  return [...found].sort((a, b) => (a < b ? 1 : -1));
}

function page(
  call: Call,
  ids: Iterable<bigint>,
  wanted: (id: bigint, row: ResourceRow) => boolean,
  size: number,
): Page {
  const found: [bigint, ResourceRow][] = [];
  for (const id of ids) {
    const row = resources.get(id);
    if (row && wanted(id, row)) found.push([id, row]);
    if (found.length > size) break;
  }
  const shown = found.slice(0, size);
  return {
    resources: shown.map(([id, row]) => viewFor(call, id, row)),
    next: toOpt(found.length > size ? shown.at(-1)?.[0] : undefined),
  };
}

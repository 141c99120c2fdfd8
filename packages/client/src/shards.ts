/**
 * One event canister or many: which of them a call goes to. Every id carries its shard
 * (contracts/ids.ts), so the route is a pure function of the arguments; nothing is looked up.
 */
import { IDL } from '@dfinity/candid';
import {
  type Api,
  eventApi,
  type Method,
  platformApi,
  sequenceOf,
  shardedId,
  shardOf,
} from '@qikcard/contracts';
import type { Calls as Actor } from './connect.ts';
import { refused } from './expect-ok.ts';

type Call = (...args: unknown[]) => Promise<unknown>;
type Cursor = [] | [bigint];
type Page = { next: Cursor };
type Answer = { Ok: unknown } | { Err: Record<string, unknown> };

/** Where a method goes. */
export type Route =
  /** To the shard of the id that `idOf` finds in the arguments. */
  | { kind: 'by id'; idOf: (args: unknown[]) => bigint }
  /** To the shard of the event whose things are meant; a person's things are everywhere. */
  | { kind: 'by owner'; eventOf: (args: unknown[]) => bigint | undefined; otherwise: Route }
  /** Each item of the list to its shard; the answers come back in the order of the list. */
  | { kind: 'split'; idOf: (item: unknown) => bigint }
  /** Through all shards, the newest first; the cursor tells how far one has got. */
  | { kind: 'pages' }
  /** To the shard that was added last: new things are made where there is room. */
  | { kind: 'newest' }
  /** To one shard after the other, until one knows what is asked for. */
  | { kind: 'ask around' }
  /** To the first: operators address the others by their canister id. */
  | { kind: 'first' };

/** The canister id of the shard that made this event id; throws `refused UnknownEvent` for others. */
export function eventCanisterFor(eventId: bigint, shards: readonly string[]): string {
  return shardFor(eventId, shards);
}

/** The route of every method of the event canister that is not the platform's. */
export function routeOf(name: string, { args, ret }: Method): Route {
  if (name in platformApi) return { kind: 'first' };
  const [first] = args as readonly IDL.Type[];
  const own = first === undefined ? undefined : idIn(first);
  if (own !== undefined) return { kind: 'by id', idOf: ([value]) => own(value) };
  const owner = args.map(ownerIn).findIndex((read) => read !== undefined);
  if (owner >= 0) {
    const read = ownerIn(args[owner]);
    const otherwise = routeOf(name, { args: [], ret, mode: 'query' });
    return { kind: 'by owner', eventOf: (values) => read?.(values[owner]), otherwise };
  }
  const item =
    first !== undefined && first instanceof IDL.VecClass ? idIn(innerOf(first)) : undefined;
  if (item !== undefined) return { kind: 'split', idOf: item };
  if (isPage(ret)) return { kind: 'pages' };
  return name.startsWith('create_') ? { kind: 'newest' } : { kind: 'ask around' };
}

/** One actor over all shards; with a single shard it is that shard. */
export function shardedActor(shards: readonly Actor[], api: Api = eventApi): Actor {
  if (shards.length === 1) return shards[0];
  return Object.fromEntries(
    Object.entries(api).map(([name, method]) => [
      name,
      routed(name, routeOf(name, method), shards),
    ]),
  );
}

function routed(name: string, route: Route, shards: readonly Actor[]): Call {
  const at = (shard: Actor, args: unknown[]) => shard[name](...args);
  switch (route.kind) {
    case 'by id':
      return async (...args) => at(shardFor(route.idOf(args), shards), args);
    case 'by owner':
      return async (...args) => {
        const event = route.eventOf(args);
        if (event !== undefined) return at(shardFor(event, shards), args);
        return routed(name, route.otherwise, shards)(...args);
      };
    case 'split':
      return (items, ...rest) =>
        split(items as unknown[], route.idOf, shards, (shard, some) => at(shard, [some, ...rest]));
    case 'pages':
      return (cursor, ...rest) => page(cursor as Cursor, shards, (s, c) => at(s, [c, ...rest]));
    case 'ask around':
      return (...args) => askAround(shards, (shard) => at(shard, args));
    case 'newest':
      return (...args) => at(shards[shards.length - 1], args);
    case 'first':
      return (...args) => at(shards[0], args);
  }
}

function shardFor<S>(id: bigint, shards: readonly S[]): S {
  const shard = shards[shardOf(id)];
  if (shard === undefined) throw refused({ UnknownEvent: null });
  return shard;
}

/** How to read the id out of a value of this type: itself, or the field that is one. */
function idIn(type: IDL.Type): ((value: unknown) => bigint) | undefined {
  if (isNat64(type)) return (value) => value as bigint;
  const ids = [...fieldsOf(type)].filter(
    ([name, field]) => /(^|_)id$/.test(name) && isNat64(field),
  );
  const [name] = ids.find(([each]) => each === 'event_id') ?? ids[0] ?? [];
  return name === undefined ? undefined : (value) => (value as Record<string, bigint>)[name];
}

/** How to read the event out of an owner, or out of what names one in a field `owner`. */
function ownerIn(type: IDL.Type): ((value: unknown) => bigint | undefined) | undefined {
  if (type instanceof IDL.OptClass) {
    const inner = ownerIn(innerOf(type));
    return inner && ((([value]: unknown[]) => value && inner(value)) as typeof inner);
  }
  const fields = fieldsOf(type);
  if (type instanceof IDL.VariantClass) {
    if (!fields.has('Event') || !fields.has('Person')) return undefined;
    return (value) => (value as { Event?: bigint }).Event;
  }
  const owner = fields.get('owner');
  const inner = owner && ownerIn(owner);
  return inner && ((value) => inner((value as { owner: unknown }).owner));
}

const isNat64 = (type: IDL.Type): boolean => type.name === 'nat64';
const innerOf = (type: IDL.Type): IDL.Type => (type as unknown as { _type: IDL.Type })._type;
const fieldsOf = (type: IDL.Type): Map<string, IDL.Type> =>
  new Map((type as unknown as { _fields?: [string, IDL.Type][] })._fields ?? []);
const isPage = (ret: IDL.Type): boolean =>
  fieldsOf(ret).has('next') || fieldsOf(fieldsOf(ret).get('Ok') ?? ret).has('next');

/**
 * A page of the shard the cursor stands in; after its last one the cursor stands before the first
 * of the shard below. That place is the greatest id a shard can have, which none will ever reach.
 */
async function page(
  [cursor]: Cursor,
  shards: readonly Actor[],
  fetchPage: (shard: Actor, cursor: Cursor) => Promise<unknown>,
): Promise<unknown> {
  const at = cursor === undefined ? shards.length - 1 : shardOf(cursor);
  const fromStart = cursor === undefined || sequenceOf(cursor) === sequenceOf(-1n);
  const answer = await fetchPage(shardFor(shardedId(at, 0n), shards), fromStart ? [] : [cursor]);
  const { Ok: found = answer } = answer as { Ok?: unknown };
  const { next } = found as Page;
  if (next === undefined || next.length > 0 || at === 0) return answer;
  const turned = { ...(found as Page), next: [shardedId(at - 1, -1n)] };
  return found === answer ? turned : { Ok: turned };
}

/** Every item at its shard, all shards at once; the first refusal stands for all. */
async function split(
  items: unknown[],
  idOf: (item: unknown) => bigint,
  shards: readonly Actor[],
  send: (shard: Actor, items: unknown[]) => Promise<unknown>,
): Promise<unknown> {
  const places = new Map<Actor, number[]>();
  for (const [i, item] of items.entries()) {
    const shard = shardFor(idOf(item), shards);
    places.set(shard, [...(places.get(shard) ?? []), i]);
  }
  if (places.size < 2) return send(places.keys().next().value ?? shards[0], items);
  const answers = await Promise.all(
    [...places].map(async ([shard, at]) => ({
      at,
      answer: await send(
        shard,
        at.map((i) => items[i]),
      ),
    })),
  );
  const all: unknown[] = [];
  for (const { at, answer } of answers) {
    if (!('Ok' in (answer as Answer))) return answer;
    for (const [n, i] of at.entries()) all[i] = (answer as { Ok: unknown[] }).Ok[n];
  }
  return { Ok: all };
}

/** The first answer of a shard that knows what is asked for; else what the last one said. */
async function askAround(
  shards: readonly Actor[],
  ask: (shard: Actor) => Promise<unknown>,
): Promise<unknown> {
  let answer: unknown;
  for (const shard of shards) {
    answer = await ask(shard);
    if (!isUnknown(answer as Answer)) return answer;
  }
  return answer;
}

const isUnknown = (answer: Answer): boolean =>
  'Err' in answer && /Unknown/.test(Object.keys(answer.Err)[0] ?? '');

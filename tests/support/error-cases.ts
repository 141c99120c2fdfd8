/** The refusals that a method of a ledger may give, read from its Candid type. */
import type { Method } from '@qikcard/contracts';
import { expect } from 'vitest';

type Type = { _type?: Type; _fields?: [string, Type][] };

/** Names of the cases of `Err` of a method, also where it answers a batch. */
export function casesOf({ ret }: Pick<Method, 'ret'>): string[] {
  let type = (Array.isArray(ret) ? ret[0] : ret) as Type;
  while (type._fields === undefined && type._type !== undefined) type = type._type;
  const refusal = type._fields?.find(([name]) => name === 'Err')?.[1];
  if (refusal?._fields === undefined) throw new Error('this method refuses nothing');
  return refusal._fields.map(([name]) => name);
}

type Answers = unknown[];
/** The name of the refusal of an answer, or of the first one of a batch. */
function refusalOf(answer: unknown): string {
  const [[first] = [undefined]] = Array.isArray(answer) ? (answer as [Answers]) : [[answer]];
  const refused = (first as { Err?: object } | undefined)?.Err;
  return refused ? (Object.keys(refused)[0] as string) : 'Ok';
}

/** Each call ends with the refusal it stands under; with those that cannot happen they are all there are. */
export async function expectEveryRefusal(
  method: Pick<Method, 'ret'>,
  calls: Record<string, () => Promise<unknown>>,
  neverHappen: readonly string[] = [],
): Promise<void> {
  for (const [name, call] of Object.entries(calls)) expect(refusalOf(await call())).toBe(name);
  expect([...Object.keys(calls), ...neverHappen].sort()).toEqual(casesOf(method).sort());
}

/** Whether clients of a committed Candid file can go on talking to what was built now. */
import { IDL } from '@dfinity/candid';
import { readDid } from './did.ts';

/**
 * What the service of `now` breaks for clients of `before`: one sentence per method, none when it
 * is a subtype (Candid specification, "Upgrading and Subtyping").
 */
export function incompatibilities(before: string, now: string): string[] {
  const old = readDid(before);
  const fresh = readDid(now);
  const problems: string[] = [];
  for (const [name, method] of old.methods) {
    const found = fresh.methods.get(name);
    const problem = found === undefined ? 'is gone' : problemOf(method, found);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
  }
  // An upgrade hands over what the old version was installed with.
  if (!IDL.subtype(tupleOf(old.init), tupleOf(fresh.init))) {
    problems.push('the init argument is no longer understood');
  }
  return problems;
}

function problemOf(old: IDL.FuncClass, found: IDL.FuncClass): string | undefined {
  if (modeOf(old) !== modeOf(found)) {
    return `was a ${modeOf(old)} and is a ${modeOf(found)}`;
  }
  if (!IDL.subtype(tupleOf(old.argTypes), tupleOf(found.argTypes))) {
    return 'no longer takes what clients send: add only optional arguments and record fields';
  }
  if (!IDL.subtype(tupleOf(found.retTypes), tupleOf(old.retTypes))) {
    return 'answers what clients do not understand: never add a case to an answer, never drop a field';
  }
  return undefined;
}

const modeOf = ({ annotations }: IDL.FuncClass): string => annotations[0] ?? 'update';

/** Arguments behave as a record: what is absent must be optional. */
const tupleOf = (types: IDL.Type[]): IDL.Type =>
  IDL.Record(Object.fromEntries(types.map((type, i) => [`_${i}_`, type])));

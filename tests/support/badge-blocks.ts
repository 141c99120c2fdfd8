/** What the blocks of ICRC-7 and ICRC-37 hold, as the standards say. */
import type { Value } from '@qikcard/contracts/icrc/value';

/** Fields of `tx` by type of block: those that must be there, then those that may. */
export const blockSchemas: Record<string, [must: string[], may: string[]]> = {
  '7mint': [
    ['tid', 'to'],
    ['meta', 'memo', 'ts'],
  ],
  '7burn': [
    ['tid', 'from'],
    ['meta', 'memo', 'ts'],
  ],
  '7xfer': [
    ['tid', 'from', 'to'],
    ['memo', 'ts'],
  ],
  '37approve': [
    ['tid', 'from', 'spender', 'ts'],
    ['exp', 'memo'],
  ],
  '37approve_coll': [
    ['from', 'spender', 'ts'],
    ['exp', 'memo'],
  ],
  '37revoke': [
    ['tid', 'from'],
    ['spender', 'memo', 'ts'],
  ],
  '37revoke_coll': [['from'], ['spender', 'memo', 'ts']],
  '37xfer': [
    ['tid', 'from', 'to', 'spender'],
    ['memo', 'ts'],
  ],
};

/** Which case of `Value` each field is. */
export const blockFieldKinds: Record<string, string> = {
  tid: 'Nat',
  ts: 'Nat',
  exp: 'Nat',
  from: 'Array',
  to: 'Array',
  spender: 'Array',
  memo: 'Blob',
  meta: 'Map',
};

/** The fields of a map by name. */
export const entriesOf = (value: Value): Map<string, Value> => {
  if (!('Map' in value)) throw new Error('a block is a map');
  return new Map(value.Map);
};

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../crypto/bytes.ts';
import { decodeCbor, encodeCbor } from '../crypto/cbor.ts';
import {
  asHashTree,
  digest,
  emptyTree,
  fromEntries,
  type HashTree,
  labeled,
  leaf,
  lookup,
  lookupLeaf,
  pruned,
} from './hash-tree.ts';
import { witness } from './witness.ts';

const text = (value: string) => leaf(utf8(value));
const example: HashTree = [
  1,
  [
    1,
    labeled(utf8('a'), [
      1,
      [1, labeled(utf8('x'), text('hello')), emptyTree],
      labeled(utf8('y'), text('world')),
    ]),
    labeled(utf8('b'), text('good')),
  ],
  [1, labeled(utf8('c'), emptyTree), labeled(utf8('d'), text('morning'))],
];

test('the example of the interface specification has its root hash, whole and pruned', () => {
  const root = 'eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0';
  expect(toHex(digest(example))).toBe(root);
  const prunedExample: HashTree = [
    1,
    [
      1,
      labeled(utf8('a'), [
        1,
        pruned(fromHex('1b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a638')),
        labeled(utf8('y'), text('world')),
      ]),
      labeled(
        utf8('b'),
        pruned(fromHex('7b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6')),
      ),
    ],
    [
      1,
      pruned(fromHex('ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d')),
      labeled(utf8('d'), text('morning')),
    ],
  ];
  expect(toHex(digest(prunedExample))).toBe(root);
  expect(lookupLeaf(prunedExample, [utf8('a'), utf8('y')])).toEqual(utf8('world'));
  expect(lookup(prunedExample, [utf8('b')]).kind).toBe('unknown');
  expect(lookup(prunedExample, [utf8('bb')]).kind).toBe('unknown');
  expect(lookup(prunedExample, [utf8('aa')]).kind).toBe('absent');
});

const label = fc.uint8Array({ minLength: 1, maxLength: 2, max: 5 });
const key = (bytes: Uint8Array) => toHex(bytes);
const twoLevels = fc.uniqueArray(fc.tuple(label, fc.uniqueArray(label, { selector: key })), {
  selector: ([name]) => key(name),
});

test('a witness keeps the root hash and proves what is there and what is not', () => {
  fc.assert(
    fc.property(twoLevels, fc.array(fc.tuple(label, label)), (content, paths) => {
      const tree = fromEntries(
        content.map(([name, inner]) => [name, fromEntries(inner.map((l) => [l, leaf(l)]))]),
      );
      const shown = asHashTree(decodeCbor(encodeCbor(witness(tree, paths))));
      expect(toHex(digest(shown))).toBe(toHex(digest(tree)));
      for (const path of paths) expect(lookup(shown, path).kind).toBe(lookup(tree, path).kind);
    }),
  );
});

test('a witness hides what was not asked for', () => {
  const tree = fromEntries(['a', 'b', 'c', 'd'].map((name) => [utf8(name), text(name)]));
  const shown = witness(tree, [[utf8('a')]]);
  for (const name of ['b', 'c', 'd']) expect(lookup(shown, [utf8(name)]).kind).toBe('unknown');
});

test('what is no hash tree is refused', () => {
  for (const value of [[], [5], [2, 'a', [0]], [4, new Uint8Array(3)], {}, [1, [0]]])
    expect(() => asHashTree(value)).toThrow('not a hash tree');
});

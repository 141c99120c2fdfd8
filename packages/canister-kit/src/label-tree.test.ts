import { Cbor, type HashTree, LookupPathStatus, lookup_path, reconstruct } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeTree, rootHash } from './certified-tree.ts';
import { createLabelTree, type LabelTree } from './label-tree.ts';
import { memoryMap, type RawMap } from './memory-map.ts';
import { witnessOf } from './witness.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const path = (text: string) => text.split('/').map(utf8);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What a client finds in a witness, after it has recomputed the root. */
async function lookedUp(tree: LabelTree, asked: string[], at: string) {
  const witness = Cbor.decode<HashTree>(encodeTree(witnessOf(tree, asked.map(path))));
  expect(hex(await reconstruct(witness))).toBe(hex(tree.rootHash()));
  return lookup_path(path(at), witness);
}
const filled = (entries: Record<string, string>, map: RawMap = memoryMap()) => {
  const tree = createLabelTree(map);
  for (const [at, value] of Object.entries(entries)) tree.put(path(at), utf8(value));
  tree.rootHash();
  return tree;
};

describe('a witness', () => {
  const tree = filled({ 'a/x': '1', 'a/y': '2', b: '3', 'c/deep/er': '4', ab: '5' });
  test('shows the value that is asked for and no other', async () => {
    const found = await lookedUp(tree, ['a/y'], 'a/y');
    expect(found).toMatchObject({ status: LookupPathStatus.Found, value: utf8('2') });
    expect((await lookedUp(tree, ['a/y'], 'b')).status).not.toBe(LookupPathStatus.Found);
    expect((await lookedUp(tree, ['a/y'], 'a/x')).status).not.toBe(LookupPathStatus.Found);
  });
  // Not "abc": the agent's comparison of labels of different lengths cannot tell that it is absent.
  test.each(['0', 'aa', 'd', 'a/w', 'a/xx', 'a/z', 'c/deep/e', 'c/dee', 'zz/y'])(
    'proves that there is nothing at %s',
    async (missing) => {
      expect((await lookedUp(tree, [missing], missing)).status).toBe(LookupPathStatus.Absent);
    },
  );
  test('may show several values and gaps at once', async () => {
    const asked = ['a/x', 'c/deep/er', 'nothing'];
    expect((await lookedUp(tree, asked, 'a/x')).status).toBe(LookupPathStatus.Found);
    expect((await lookedUp(tree, asked, 'c/deep/er')).status).toBe(LookupPathStatus.Found);
    expect((await lookedUp(tree, asked, 'nothing')).status).toBe(LookupPathStatus.Absent);
  });
  test('of an empty tree proves that there is nothing', async () => {
    expect((await lookedUp(filled({}), ['a'], 'a')).status).toBe(LookupPathStatus.Absent);
  });
});

test('labels of one level are in the order of their bytes', () => {
  const labels = fc.uniqueArray(fc.uint8Array({ maxLength: 3 }), { selector: hex, minLength: 1 });
  fc.assert(
    fc.property(labels, (list) => {
      const tree = createLabelTree(memoryMap());
      for (const each of list) tree.put([each], each);
      const shown = (node: ReturnType<typeof witnessOf>): Uint8Array[] =>
        'fork' in node ? node.fork.flatMap(shown) : 'label' in node ? [node.label] : [];
      const inOrder = [...list].sort(Buffer.compare);
      expect(
        shown(
          witnessOf(
            tree,
            list.map((each) => [each]),
          ),
        ),
      ).toEqual(inOrder);
    }),
  );
});

describe('the tree', () => {
  const label = fc.uint8Array({ maxLength: 3 });
  const paths = fc.array(label, { minLength: 1, maxLength: 3 });
  const values = fc.uint8Array({ maxLength: 4 });
  const steps = fc.array(
    fc.record({ at: paths, value: fc.option(values, { nil: undefined }), hash: fc.boolean() }),
    { maxLength: 40 },
  );

  test('holds what was put last, whatever was put and removed before, and after an upgrade', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const map = memoryMap();
        let tree = createLabelTree(map);
        const model = new Map<string, { at: Uint8Array[]; value: Uint8Array }>();
        const key = (at: Uint8Array[]) => at.map(hex).join('/');
        for (const { at, value, hash } of list) {
          const name = key(at);
          const clashes = [...model.keys()].some(
            (other) =>
              other !== name &&
              (`${other}/`.startsWith(`${name}/`) || `${name}/`.startsWith(`${other}/`)),
          );
          if (value === undefined) {
            const removed = tree.remove(at);
            const below = [...model.keys()].filter((other) => `${other}/`.startsWith(`${name}/`));
            expect(removed).toBe(below.length > 0);
            for (const gone of below) model.delete(gone);
          } else if (!clashes) {
            tree.put(at, value);
            model.set(name, { at, value });
          }
          if (hash) {
            tree.rootHash();
            tree = createLabelTree(map);
          }
        }
        for (const { at, value } of model.values()) expect(tree.get(at)).toEqual(value);
        // The root depends on what is in the tree, not on how it came there.
        const fresh = createLabelTree(memoryMap());
        for (const { at, value } of [...model.values()].reverse()) fresh.put(at, value);
        expect(hex(tree.rootHash())).toBe(hex(fresh.rootHash()));
        expect(
          hex(
            rootHash(
              witnessOf(
                tree,
                [...model.values()].map(({ at }) => at),
              ),
            ),
          ),
        ).toBe(hex(tree.rootHash()));
      }),
    );
  });

  test('refuses a value where labels are, and labels below a value', () => {
    const tree = filled({ 'a/b': '1' });
    expect(() => tree.put(path('a'), utf8('2'))).toThrow(RangeError);
    expect(() => tree.put(path('a/b/c'), utf8('2'))).toThrow(RangeError);
  });

  test('leaves nothing behind when everything is removed', () => {
    let rows = 0;
    const plain = memoryMap();
    const counted: RawMap = {
      get: plain.get,
      insert(k, v) {
        if (plain.get(k) === undefined) rows++;
        plain.insert(k, v);
      },
      remove(k) {
        const was = plain.remove(k);
        if (was) rows--;
        return was;
      },
    };
    const names = Array.from({ length: 50 }, (_, i) => `p/${i}/q`);
    const tree = filled(Object.fromEntries(names.map((name) => [name, name])), counted);
    for (const name of names.slice(0, 30)) tree.remove(path(name));
    tree.remove(path('p'));
    expect(hex(tree.rootHash())).toBe(hex(rootHash({ empty: true })));
    expect(rows).toBe(1);
  });

  test('writes as many nodes for a change among 10,000 labels as a trie of that size is deep', () => {
    const plain = memoryMap();
    let written = 0;
    const counted: RawMap = {
      ...plain,
      insert(k, v) {
        written++;
        plain.insert(k, v);
      },
    };
    const tree = createLabelTree(counted);
    const id = (n: number) => new Uint8Array(new BigUint64Array([BigInt(n)]).buffer).reverse();
    for (let n = 0; n < 10_000; n++) tree.put([utf8('receipts'), id(n)], id(n));
    tree.rootHash();
    written = 0;
    tree.put([utf8('receipts'), id(5_000)], id(1));
    tree.rootHash();
    expect(written).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(10_000)) + 1);
  });
});

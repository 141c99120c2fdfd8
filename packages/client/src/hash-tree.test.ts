import type { HashTree } from '@dfinity/agent';
import { describe, expect, test } from 'vitest';
import { valueAt } from './hash-tree.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const labeled = (label: string, below: HashTree) => [2, utf8(label), below] as unknown as HashTree;
const leaf = (value: string) => [3, utf8(value)] as unknown as HashTree;
const fork = (left: HashTree, right: HashTree) => [1, left, right] as unknown as HashTree;
const hidden = [4, new Uint8Array(32)] as unknown as HashTree;
const at = (tree: HashTree, path: string) => {
  const value = valueAt(tree, path.split('/').map(utf8));
  return value && new TextDecoder().decode(value);
};

describe('a look-up', () => {
  const tree = fork(
    labeled('ab', fork(labeled('x', leaf('1')), hidden)),
    fork(labeled('abc', leaf('2')), fork(hidden, labeled('d', leaf('3')))),
  );
  test('finds what is shown, also where one label begins with another', () => {
    expect([at(tree, 'ab/x'), at(tree, 'abc'), at(tree, 'd')]).toEqual(['1', '2', '3']);
  });
  test.each(['a', 'aba', 'e', 'ab/w'])('knows that %s is missing', (path) => {
    expect(at(tree, path)).toBeUndefined();
  });
  test.each(['abcd', 'c', 'ab/y', 'ab', 'd/x'])('does not decide what is hidden: %s', (path) => {
    expect(() => at(tree, path)).toThrow();
  });
  test('knows that an empty tree holds nothing', () => {
    expect(at([0] as unknown as HashTree, 'a')).toBeUndefined();
  });
});

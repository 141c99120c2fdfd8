import { expect, test } from 'vitest';
import { Heap } from './heap.ts';
import { STABLE_PAGE, StableMemory } from './stable.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('a rolled back heap holds what was committed', () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }));
  const view = new Uint8Array(heap.memory.buffer);
  view[5] = 1;
  heap.commit();
  heap.settle();
  view[5] = 2;
  view[6] = 3;
  expect(heap.rollback()).toBe(true);
  heap.settle();
  expect([view[5], view[6]]).toEqual([1, 0]);
});

test('copies that were put off are made in their order, at the latest when somebody looks', () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }));
  const view = new Uint8Array(heap.memory.buffer);
  view[0] = 1;
  heap.commit();
  expect(heap.rollback()).toBe(true); // of nothing
  expect(heap.committedContents()[0]).toBe(1);
  view[0] = 2;
  expect(heap.rollback()).toBe(true);
  heap.commit(); // of what the rollback restores
  expect([view[0], heap.committedContents()[0]]).toEqual([1, 1]);
});

test('a heap that grew says that it cannot be rolled back, and keeps the committed bytes', () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }));
  new Uint8Array(heap.memory.buffer)[0] = 9;
  heap.commit();
  heap.settle();
  heap.memory.grow(1);
  expect(heap.rollback()).toBe(false);
  expect(heap.committedContents().length).toBe(65_536);
  expect(heap.committedContents()[0]).toBe(9);
});

test('stable memory reads zeros where nothing was written', () => {
  const stable = new StableMemory();
  expect(stable.grow(2)).toBe(0);
  const target = new Uint8Array(4).fill(7);
  stable.read(STABLE_PAGE - 2, target);
  expect(target).toEqual(bytes(0, 0, 0, 0));
});

test('a write across pages is read back and undone by a rollback, size included', () => {
  const stable = new StableMemory();
  stable.grow(2);
  stable.write(STABLE_PAGE - 2, bytes(1, 2, 3, 4));
  stable.commit();
  stable.grow(1);
  stable.write(STABLE_PAGE - 1, bytes(8, 8));
  stable.write(2 * STABLE_PAGE, bytes(5));
  stable.rollback();
  const target = new Uint8Array(4);
  stable.read(STABLE_PAGE - 2, target);
  expect(target).toEqual(bytes(1, 2, 3, 4));
  expect(stable.size).toBe(2);
});

test('buffers that are used again do not bring back old bytes', () => {
  const stable = new StableMemory();
  stable.grow(2);
  for (let round = 1; round < 5; round++) {
    stable.write(0, bytes(round));
    stable.write(STABLE_PAGE, bytes(100 + round));
    if (round % 2) stable.commit();
    else stable.rollback();
  }
  const target = new Uint8Array(1);
  stable.read(0, target);
  expect(target[0]).toBe(3);
  stable.read(STABLE_PAGE, target);
  expect(target[0]).toBe(103);
});

test('each 4 KiB is counted as changed once per message', () => {
  const stable = new StableMemory();
  stable.grow(1);
  expect(stable.write(4_095, bytes(1, 2))).toBe(2);
  expect(stable.write(0, bytes(1))).toBe(0);
  stable.commit();
  expect(stable.write(0, bytes(1))).toBe(1);
});

test('a saved memory loads with the same contents', () => {
  const stable = new StableMemory();
  stable.grow(3);
  stable.write(STABLE_PAGE, bytes(4, 5));
  stable.commit();
  const copy = new StableMemory();
  copy.load(stable.save());
  expect(Buffer.compare(copy.contents(), stable.contents())).toBe(0);
  expect(copy.contents()[STABLE_PAGE + 1]).toBe(5);
});

test('500 GiB are the limit', () => {
  expect(new StableMemory().grow(500 * 16_384 + 1)).toBe(-1);
});

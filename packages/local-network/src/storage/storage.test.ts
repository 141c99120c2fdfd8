import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGE_BYTES } from './blob-directory.ts';
import { readJournal } from './journal.ts';
import { STATE_FORMAT, StateDirectory } from './state-directory.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(path, { recursive: true }));

const large = (fill: number) => new Uint8Array(LARGE_BYTES + 1).fill(fill);
const within = <T>(use: (directory: StateDirectory) => T): T => {
  const directory = StateDirectory.open(path);
  try {
    return use(directory);
  } finally {
    directory.close();
  }
};
const reload = () =>
  within((directory) => {
    const { checkpoint, frames, tornBytes } = directory.load()!;
    return { checkpoint, frames, tornBytes };
  });

describe('state directory', () => {
  it('returns the last checkpoint and every frame appended after it', () => {
    within((directory) => {
      expect(directory.load()).toBeUndefined();
      directory.checkpoint({ n: 1n, map: new Map([['a', new Set([1])]]) });
      directory.append(['first', large(1)]);
      directory.checkpoint({ n: 2n, module: large(7), same: large(7), other: large(8) });
      directory.append(['second', large(9)]);
      directory.append(['third']);
    });
    const { checkpoint, frames, tornBytes } = reload();
    // Comparing byte by byte, as `toEqual` does, would take seconds.
    const expected = { n: 2n, module: large(7), same: large(7), other: large(8) };
    expect(isDeepStrictEqual(checkpoint, expected)).toBe(true);
    expect(isDeepStrictEqual(frames, [['second', large(9)], ['third']])).toBe(true);
    expect(tornBytes).toBe(0);
  });

  it('stores equal large byte strings once and drops those no longer used', () => {
    within((directory) => {
      directory.checkpoint({ a: large(1), b: large(1), c: large(2) });
      expect(readdirSync(join(path, 'blobs'))).toHaveLength(2);
      directory.checkpoint({ c: large(2) });
      expect(readdirSync(join(path, 'blobs'))).toHaveLength(1);
    });
  });

  it.each([1, 7, 9, 20])('a frame cut %i bytes short is dropped and reported', (missing) => {
    within((directory) => {
      directory.checkpoint({});
      directory.append('kept');
      directory.append('x'.repeat(50));
    });
    const journal = join(path, 'epoch-1', 'journal');
    const { intactBytes } = readJournal(journal);
    truncateSync(journal, intactBytes - missing);
    const { frames, tornBytes } = reload();
    expect(frames).toEqual(['kept']);
    expect(tornBytes).toBeGreaterThan(0);
    within((directory) => {
      directory.load();
      directory.append('after');
    });
    expect(reload()).toMatchObject({ frames: ['kept', 'after'], tornBytes: 0 });
  });

  it('damage in the middle of the journal is not mistaken for a crash', () => {
    within((directory) => {
      directory.checkpoint({});
      directory.append('one');
    });
    const journal = join(path, 'epoch-1', 'journal');
    appendFileSync(journal, Buffer.from([4, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 1]));
    expect(reload).toThrow('is damaged at byte');
  });

  it('an unfinished checkpoint is ignored', () => {
    within((directory) => {
      directory.checkpoint('whole');
      directory.append('frame');
    });
    writeFileSync(join(path, 'epoch-2.tmp'), 'half');
    expect(reload()).toMatchObject({ checkpoint: 'whole', frames: ['frame'] });
    expect(readdirSync(path)).not.toContain('epoch-2.tmp');
  });

  it('refuses a newer format and a directory that is not a state, in a sentence', () => {
    within((directory) => directory.checkpoint({}));
    writeFileSync(join(path, 'format.json'), JSON.stringify({ format: STATE_FORMAT + 1 }));
    expect(() => StateDirectory.open(path)).toThrow('was written by a newer version (format 2');
    rmSync(join(path, 'format.json'));
    expect(() => StateDirectory.open(path)).toThrow('holds no state of the local network');
  });

  it('one process at a time; a lock left by a killed process is taken over', () => {
    within(() => expect(() => StateDirectory.open(path)).toThrow('is in use by process'));
    writeFileSync(join(path, 'lock'), `${process.pid} 1`);
    within((directory) => expect(directory.load()).toBeUndefined());
  });
});

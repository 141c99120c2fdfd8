/** Small pieces of crash safety: a file or a rename counts only once it is on the disk. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes the entries of a directory durable. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Writes a whole file and waits until its content is durable (its name is not yet). */
export function writeDurably(path: string, ...parts: Uint8Array[]): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (const part of parts) writeFully(file, part);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes all bytes; `writeSync` may take fewer. */
export function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Renames and waits until the new name is durable. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncDirectory(dirname(to));
}

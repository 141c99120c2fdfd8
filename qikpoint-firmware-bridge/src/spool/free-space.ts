import { statfsSync } from 'node:fs';

/** Bytes an ordinary user may still write on the file system of a folder. */
export function freeBytesAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

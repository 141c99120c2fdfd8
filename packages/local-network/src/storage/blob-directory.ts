import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably, writeDurably } from './durable-file.ts';

/** Byte strings longer than this are kept as files of their own, once for equal content. */
export const LARGE_BYTES = 256 * 1024;

/** Stands for a byte string kept as a file; the key is not one that a state uses. */
const HASH_KEY = '\0sha256';

/** A directory of files named by the SHA-256 of their content. */
export class BlobDirectory {
  constructor(private readonly path: string) {
    mkdirSync(path, { recursive: true });
  }

  /** A copy of `value` with its large byte strings put in files; `used` collects their names. */
  externalize(value: unknown, used: Set<string> = new Set()): unknown {
    return mapBytes(value, (bytes) => {
      if (bytes.length < LARGE_BYTES) return bytes;
      const hash = this.put(bytes);
      used.add(hash);
      return { [HASH_KEY]: hash };
    });
  }

  /** The inverse of {@link externalize}; every byte string owns its buffer. */
  internalize(value: unknown): unknown {
    return mapBytes(
      value,
      (bytes) => Uint8Array.from(bytes),
      (object) => {
        const hash = object[HASH_KEY];
        return typeof hash === 'string' ? this.get(hash) : undefined;
      },
    );
  }

  /** Deletes the files that `used` does not name. */
  keepOnly(used: ReadonlySet<string>): void {
    for (const name of readdirSync(this.path)) {
      if (!used.has(name)) rmSync(join(this.path, name));
    }
  }

  private put(bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = join(this.path, hash);
    if (!existsSync(path)) {
      writeDurably(`${path}.tmp`, bytes);
      renameDurably(`${path}.tmp`, path);
    }
    return hash;
  }

  private get(hash: string): Uint8Array {
    const bytes = readFileSync(join(this.path, hash));
    if (createHash('sha256').update(bytes).digest('hex') !== hash) {
      throw new Error(`The stored file ${hash} is damaged`);
    }
    return Uint8Array.from(bytes);
  }
}

/** Rebuilds structured-clonable data with its byte strings mapped; shared parts stay shared. */
function mapBytes(
  root: unknown,
  onBytes: (bytes: Uint8Array) => unknown,
  onObject: (object: Record<string, unknown>) => unknown = () => undefined,
): unknown {
  const done = new Map<object, unknown>();
  const fill = <T extends object>(source: object, copy: T, add: (copy: T) => void): T => {
    done.set(source, copy);
    add(copy);
    return copy;
  };
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (done.has(value)) return done.get(value);
    if (value instanceof Uint8Array) return remember(value, onBytes(value));
    if (Array.isArray(value)) {
      return fill(value, [] as unknown[], (copy) => {
        for (const item of value) copy.push(visit(item));
      });
    }
    if (value instanceof Map) {
      return fill(value, new Map(), (copy) => {
        for (const [key, item] of value) copy.set(visit(key), visit(item));
      });
    }
    if (value instanceof Set) {
      return fill(value, new Set(), (copy) => {
        for (const item of value) copy.add(visit(item));
      });
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const replaced = onObject(value as Record<string, unknown>);
    if (replaced !== undefined) return remember(value, replaced);
    return fill(value, {} as Record<string, unknown>, (copy) => {
      for (const [key, item] of Object.entries(value)) copy[key] = visit(item);
    });
  };
  const remember = (source: object, copy: unknown) => {
    done.set(source, copy);
    return copy;
  };
  return visit(root);
}

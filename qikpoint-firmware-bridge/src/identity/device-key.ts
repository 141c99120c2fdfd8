/** The device's own key: its principal is what an organizer pairs with an event, and may revoke. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Ed25519KeyIdentity } from '@dfinity/identity';

const OTHERS = 0o077;

/** Loads the key, or makes one on first start (mode 0600). Refuses a key that others can read. */
export function deviceIdentity(path: string): Ed25519KeyIdentity {
  if (!existsSync(path)) create(path);
  const mode = statSync(path).mode & 0o777;
  if ((mode & OTHERS) !== 0) {
    throw new Error(
      `The device key ${path} can be read by others (mode ${mode.toString(8)}). ` +
        'Run chmod 600 on it; if others use this machine, delete it and pair the device again.',
    );
  }
  try {
    return Ed25519KeyIdentity.fromParsedJson(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(`The device key ${path} is damaged. Delete it and pair the device again.`);
  }
}

/** Writes beside the target and links, so that a killed process never leaves half a key. */
function create(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, JSON.stringify(Ed25519KeyIdentity.generate().toJSON()));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    // Another process was first: its key counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** What one deployment is, on disk: enough to find it again, nothing secret but the operator key. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { CanisterName } from '@qikcard/contracts';

export type WebName = 'frontend' | 'identity';
export type Deployment = {
  canisters: Record<CanisterName | WebName, string>;
  /** All event canisters by shard number; the first is the one among `canisters`. */
  eventShards: string[];
  /** SHA-256 of what each canister was last installed with or filled with. */
  installed: Record<string, string>;
};

export function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** Writes beside the target and renames, so that a killed process never leaves half a file. */
export function writeJson(path: string, value: unknown, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(draft, path);
}

/** The key that controls the canisters of a local deployment; made on first use, mode 0600. */
export function operatorIdentity(path: string): Ed25519KeyIdentity {
  const kept = readJson<Parameters<typeof Ed25519KeyIdentity.fromParsedJson>[0]>(path);
  if (kept) return Ed25519KeyIdentity.fromParsedJson(kept);
  const made = Ed25519KeyIdentity.generate();
  writeJson(path, made.toJSON(), 0o600);
  return made;
}

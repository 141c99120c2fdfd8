/**
 * Keys and random bytes that nobody could predict. Both come from the management canister's
 * `raw_rand`, which takes a round: until the first answer after installation there is no key, and
 * until the first answer after an upgrade no random bytes. Ask `ready()` before issuing anything.
 */
import { binary } from '@qikcard/contracts';
import { cell } from './cell.ts';
import { u32Key } from './keys.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { table } from './table.ts';

const { fixedBytes, struct, u32, u64, versioned } = binary;

const NS_PER_SECOND = 1_000_000_000n;
const RESEED_SECONDS = 3_600;
const RETRY_SECONDS = 2;

export type SecretKey = { id: number; secret: Uint8Array; createdAtNs: bigint };

export type SecretsPort = {
  map: RawMap;
  nowNs(): bigint;
  rawRand(): Promise<Uint8Array>;
  seedRandomness(seed: Uint8Array): void;
  randomBytes(length: number): Uint8Array;
  setTimer(seconds: number, run: () => Promise<void>): void;
};

const keyCodec = versioned(1, struct({ secret: fixedBytes(32), createdAtNs: u64 }));

export function createSecrets(port: SecretsPort) {
  const keys = table(prefixed(port.map, 0), keyCodec, u32Key);
  /** 0 before the first key. */
  const currentId = cell(prefixed(port.map, 1), versioned(1, u32), 0);
  // On the heap on purpose: an upgrade resets the generator, so it must be seeded again.
  let seeded = false;
  let rotateAfterNs = 0n;

  function keyById(id: number): SecretKey | undefined {
    const row = keys.get(id);
    return row === undefined ? undefined : { id, ...row };
  }
  function currentKey(): SecretKey | undefined {
    return keyById(currentId.get());
  }
  function store(secret: Uint8Array): void {
    const id = currentId.get() + 1;
    keys.put(id, { secret, createdAtNs: port.nowNs() });
    currentId.set(id);
    // The previous key stays, so that what it signed a moment ago is still accepted.
    if (id > 2) keys.remove(id - 2);
  }

  async function refresh(): Promise<void> {
    let next = RESEED_SECONDS;
    try {
      port.seedRandomness(await port.rawRand());
      seeded = true;
      const key = currentKey();
      const due = key === undefined || port.nowNs() - key.createdAtNs >= rotateAfterNs;
      if (due) store(await port.rawRand());
    } catch {
      next = RETRY_SECONDS;
    }
    port.setTimer(next, refresh);
  }

  return {
    /** After installation and every upgrade. Keys change at the first full hour past their life. */
    start(rotateAfterSeconds: number): void {
      rotateAfterNs = BigInt(rotateAfterSeconds) * NS_PER_SECOND;
      port.setTimer(0, refresh);
    },
    /** Whether there is a key and random bytes may be drawn. */
    ready: (): boolean => seeded && currentId.get() > 0,
    currentKey,
    /** The current key or the one before it. */
    keyById,
    /** Fresh random bytes; in a query they repeat, so only updates may issue them. */
    randomBytes(length: number): Uint8Array {
      if (!seeded) throw new Error('random bytes before the generator was seeded');
      return port.randomBytes(length);
    },
  };
}
export type Secrets = ReturnType<typeof createSecrets>;

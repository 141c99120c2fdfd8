/**
 * Keys for private details (vetKD): derived by the network for one person, encrypted to their
 * device. This canister never sees one, and neither does a node on its own.
 */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import {
  blob,
  nothing,
  opt,
  principal,
  privateFieldsContext,
  record,
  text,
  variant,
} from '@qikcard/contracts';
import { call } from 'azle';
import { vetKey } from './store.ts';

const MANAGEMENT = 'aaaaa-aa';
/**
 * The first that exists is taken, once and for all. Local networks have `dfx_test_key` and the
 * Internet Computer has not, so this order needs no configuration and cannot go wrong there.
 */
const KEY_NAMES = ['dfx_test_key', 'key_1'];
/** 26.2 billion on the 34-node subnet of `key_1`; what is not used comes back. */
const DERIVATION_CYCLES = 30_000_000_000n;
/** Below this the canister keeps its cycles for what it is there for. */
const RESERVE_CYCLES = 500_000_000_000n;
const RETRY_FIRST_SECONDS = 2;
const RETRY_MAX_SECONDS = 600;

const KeyId = record({ curve: variant({ bls12_381_g2: nothing }), name: text });
const PublicKeyArgs = record({ canister_id: opt(principal), context: blob, key_id: KeyId });
const PublicKeyReply = record({ public_key: blob });
const DeriveArgs = record({
  input: blob,
  context: blob,
  transport_public_key: blob,
  key_id: KeyId,
});
const DeriveReply = record({ encrypted_key: blob });

const keyId = (name: string) => ({ curve: { bls12_381_g2: null }, name });
const context = () => privateFieldsContext(ic.self().toUint8Array());

async function publicKeyOf(name: string): Promise<Uint8Array> {
  const args = [{ canister_id: [], context: context(), key_id: keyId(name) }];
  const reply = await call<unknown[], { public_key: Uint8Array }>(MANAGEMENT, 'vetkd_public_key', {
    paramIdlTypes: [PublicKeyArgs],
    returnIdlType: PublicKeyReply,
    args,
  });
  return Uint8Array.from(reply.public_key);
}

let failures = 0;

async function findKey(): Promise<void> {
  for (const name of KEY_NAMES) {
    try {
      vetKey.set({ name, publicKey: await publicKeyOf(name) });
      failures = 0;
      return;
    } catch {
      // Another network: the next name.
    }
  }
  failures++;
  const seconds = RETRY_FIRST_SECONDS * 2 ** Math.min(failures - 1, 10);
  ic.setTimer(Math.min(RETRY_MAX_SECONDS, seconds), findKey);
}

/** After every start: finds out which key this network has, unless that is known. */
export function startVetKey(): void {
  if (publicKey() === undefined) ic.setTimer(0, findKey);
}

/** The public half of all keys for private details, once it is known. */
export function publicKey(): Uint8Array | undefined {
  const { publicKey: known } = vetKey.get();
  return known.length === 0 ? undefined : known;
}

/** Whether a key can be asked for and paid. */
export const canDerive = (): boolean =>
  publicKey() !== undefined && ic.cycles() > DERIVATION_CYCLES + RESERVE_CYCLES;

/** The key of `who`, encrypted to a transport key; undefined when the network gives none. */
export async function deriveFor(
  who: Principal,
  transportPublicKey: Uint8Array,
): Promise<Uint8Array | undefined> {
  const args = [
    {
      input: who.toUint8Array(),
      context: context(),
      transport_public_key: transportPublicKey,
      key_id: keyId(vetKey.get().name),
    },
  ];
  try {
    const reply = await call<unknown[], { encrypted_key: Uint8Array }>(
      MANAGEMENT,
      'vetkd_derive_key',
      {
        paramIdlTypes: [DeriveArgs],
        returnIdlType: DeriveReply,
        args,
        cycles: DERIVATION_CYCLES,
      },
    );
    return Uint8Array.from(reply.encrypted_key);
  } catch {
    // No subnet with the key, or no cycles: the person is told, and operators see the refusals.
    return undefined;
  }
}

/** A sentence for operators when no key was found several times. */
export const vetKeyConcern = (): string | undefined =>
  failures >= 3
    ? 'No vetKD key was found on this network: private details stay locked.'
    : undefined;

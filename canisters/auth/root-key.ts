/**
 * The threshold Ed25519 key that vouches for signing keys: no node ever holds it. One signature
 * per signing key, so twice a day; the answer takes rounds and cycles.
 */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { blob, nothing, opt, principal, record, text, variant, vec } from '@qikcard/contracts';
import { call } from 'azle';
import { rootKey } from './store.ts';

const MANAGEMENT = 'aaaaa-aa';
/**
 * The first that exists is taken, once and for all. Local networks have `dfx_test_key` and the
 * Internet Computer has not, so this order needs no configuration and cannot go wrong there.
 */
const KEY_NAMES = ['dfx_test_key', 'key_1'];
/** 26.2 billion on the 34-node subnet of `key_1`; what is not used comes back. */
const SIGNATURE_CYCLES = 30_000_000_000n;
const PATH = [new TextEncoder().encode('qikcard'), new TextEncoder().encode('token-root')];

const KeyId = record({ algorithm: variant({ ed25519: nothing }), name: text });
const PublicKeyArgs = record({
  canister_id: opt(principal),
  derivation_path: vec(blob),
  key_id: KeyId,
});
const PublicKeyReply = record({ public_key: blob, chain_code: blob });
const SignArgs = record({ message: blob, derivation_path: vec(blob), key_id: KeyId });
const SignReply = record({ signature: blob });

const keyId = (name: string) => ({ algorithm: { ed25519: null }, name });

async function publicKeyOf(name: string): Promise<Uint8Array> {
  const own: [Principal] = [ic.self()];
  const args = [{ canister_id: own, derivation_path: PATH, key_id: keyId(name) }];
  const reply = await call<unknown[], { public_key: Uint8Array }>(
    MANAGEMENT,
    'schnorr_public_key',
    { paramIdlTypes: [PublicKeyArgs], returnIdlType: PublicKeyReply, args },
  );
  return Uint8Array.from(reply.public_key);
}

/** Finds out which root key this network has; afterwards `rootKey` tells. */
export async function findRootKey(): Promise<void> {
  let reason: unknown;
  for (const name of KEY_NAMES) {
    try {
      const publicKey = await publicKeyOf(name);
      rootKey.set({ name, publicKey });
      return;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

/** The root key's Ed25519 signature of a message. */
export async function signWithRoot(message: Uint8Array): Promise<Uint8Array> {
  const { name } = rootKey.get();
  const args = [{ message, derivation_path: PATH, key_id: keyId(name) }];
  const reply = await call<unknown[], { signature: Uint8Array }>(MANAGEMENT, 'sign_with_schnorr', {
    paramIdlTypes: [SignArgs],
    returnIdlType: SignReply,
    args,
    cycles: SIGNATURE_CYCLES,
  });
  return Uint8Array.from(reply.signature);
}

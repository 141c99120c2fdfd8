/**
 * Seals and opens private details on this device. The key comes from the network (vetKD), encrypted
 * to a transport key that lives for one call, and is checked against the canister's public key.
 * This module weighs as much as the pairing it computes: import it only when somebody unlocks.
 */
import type { Principal } from '@dfinity/principal';
import {
  DerivedKeyMaterial,
  DerivedPublicKey,
  EncryptedVetKey,
  TransportSecretKey,
} from '@dfinity/vetkeys';
import { expectOk } from '@qikcard/client';
import {
  type Actors,
  PRIVATE_PADDING_BYTES,
  PRIVATE_TEXT_BYTES_MAX,
  type PrivateFieldName,
} from '@qikcard/contracts';

/** What was stored is not what this person sealed, or was sealed for another field. */
export class TamperedError extends Error {
  override readonly name = 'TamperedError';
}

export type Vault = {
  /** The text of a field, encrypted; its length is hidden up to 64 bytes. */
  seal(field: PrivateFieldName, text: string): Promise<Uint8Array>;
  /** The text again; throws `TamperedError` when a single bit is another. */
  open(field: PrivateFieldName, sealed: Uint8Array): Promise<string>;
};

type KeySource = Pick<Actors['profile'], 'vetkey_public_key' | 'my_encrypted_vetkey'>;

/** Asks the network for the key of `owner`, who must be the caller. The key cannot be exported. */
export async function fetchKey(profile: KeySource, owner: Principal): Promise<CryptoKey> {
  const transport = TransportSecretKey.random();
  const [publicKey, encrypted] = await Promise.all([
    profile.vetkey_public_key().then((answer) => expectOk(answer)),
    profile.my_encrypted_vetkey(transport.publicKeyBytes()).then((answer) => expectOk(answer)),
  ]);
  const vetKey = EncryptedVetKey.deserialize(Uint8Array.from(encrypted)).decryptAndVerify(
    transport,
    DerivedPublicKey.deserialize(Uint8Array.from(publicKey)),
    owner.toUint8Array(),
  );
  return (await vetKey.asDerivedKeyMaterial()).getCryptoKey();
}

/** A vault behind a key from `fetchKey`. */
export function vaultOf(key: CryptoKey): Vault {
  const material = DerivedKeyMaterial.fromCryptoKey(key);
  // A key of its own for each field: what was sealed for one cannot be shown as another.
  const domain = (field: PrivateFieldName) => `qikcard/private/${field}/1`;
  return {
    async seal(field, text) {
      return material.encryptMessage(padded(text), domain(field));
    },
    async open(field, sealed) {
      let bytes: Uint8Array;
      try {
        bytes = await material.decryptMessage(Uint8Array.from(sealed), domain(field));
      } catch (cause) {
        throw new TamperedError('This was not sealed by its owner.', { cause });
      }
      return unpadded(bytes);
    },
  };
}

const LENGTH_BYTES = 2;

/** The length, the text, zeros up to a whole number of blocks. */
function padded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > PRIVATE_TEXT_BYTES_MAX) throw new RangeError('the text is too long to seal');
  const blocks = Math.ceil((LENGTH_BYTES + bytes.length) / PRIVATE_PADDING_BYTES);
  const block = new Uint8Array(blocks * PRIVATE_PADDING_BYTES);
  new DataView(block.buffer).setUint16(0, bytes.length);
  block.set(bytes, LENGTH_BYTES);
  return block;
}

function unpadded(block: Uint8Array): string {
  const length = new DataView(block.buffer, block.byteOffset).getUint16(0);
  return new TextDecoder().decode(block.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
}

import { Ed25519KeyIdentity } from '@dfinity/identity';
import { sha256 } from '@noble/hashes/sha2';

/**
 * The identity of a local person: the same name is the same person on every machine.
 *
 * ONLY for development. The seed is public, so everybody can be anybody; a real provider keeps a
 * secret and gives each person another principal at each origin. Here the name alone decides, so
 * that scripts which prepare a demonstration know the principals before anybody has signed in.
 */
export function developmentIdentity(userName: string): Ed25519KeyIdentity {
  const name = userName.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
  return Ed25519KeyIdentity.generate(
    sha256(new TextEncoder().encode(`qikcard development identity\0${name}`)),
  );
}

/** Interface spec, "Threshold ECDSA", "Threshold Schnorr" and "vetKD" methods. */
import { signatureFee } from '../exec/cycles.ts';
import { code } from '../exec/reject.ts';
import {
  ecdsaPublicKey,
  type SchnorrAlgorithm,
  schnorrPublicKey,
  signEcdsa,
  signSchnorr,
  thresholdKeyNames,
  vetkdDeriveKey,
  vetkdPublicKey,
} from '../threshold/index.ts';
import type { Arguments } from './arguments.ts';
import { acceptCycles, type CallContext, refuse } from './context.ts';

function knownKey(name: string): string {
  if (thresholdKeyNames.includes(name)) return name;
  return refuse(
    code.invalidManagementPayload,
    `Requested unknown or signing disabled threshold key: ${name}, existing enabled keys: [${thresholdKeyNames.join(', ')}]`,
  );
}

const algorithmOf = (key: Arguments['schnorr_public_key']['key_id']): SchnorrAlgorithm =>
  key.algorithm && 'ed25519' in key.algorithm ? 'ed25519' : 'bip340secp256k1';

/** A key that signs now: while its subnet stands still the public half is all that is known. */
function signingKey({ world }: CallContext, name: string): string {
  const key = knownKey(name);
  if (!world.signingStopped) return key;
  return refuse(
    code.invalidManagementPayload,
    `Requested unknown or signing disabled threshold key: ${name}, existing enabled keys: []`,
  );
}

/** The key library refuses what the interface forbids, in a sentence. */
function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    return refuse(code.rejectedMessage, (error as Error).message);
  }
}

type PublicKeyArguments = Arguments['ecdsa_public_key'];
type Owned = Pick<PublicKeyArguments, 'canister_id'>;
const ownerOf = (context: CallContext, { canister_id: [id] }: Owned) =>
  id?.toUint8Array() ?? context.sender;

const keyIdl = ({ publicKey, chainCode }: { publicKey: Uint8Array; chainCode: Uint8Array }) => ({
  public_key: publicKey,
  chain_code: chainCode,
});

export const ecdsaKey = (context: CallContext, args: PublicKeyArguments) => {
  const key = knownKey(args.key_id.name);
  return keyIdl(attempt(() => ecdsaPublicKey(key, ownerOf(context, args), args.derivation_path)));
};

export const schnorrKey = (context: CallContext, args: Arguments['schnorr_public_key']) => {
  const key = knownKey(args.key_id.name);
  const owner = ownerOf(context, args);
  return keyIdl(
    attempt(() => schnorrPublicKey(algorithmOf(args.key_id), key, owner, args.derivation_path)),
  );
};

export function ecdsaSignature(context: CallContext, args: Arguments['sign_with_ecdsa']) {
  const key = signingKey(context, args.key_id.name);
  acceptCycles(context, signatureFee(key));
  const { derivation_path, message_hash } = args;
  return {
    signature: attempt(() => signEcdsa(key, context.sender, derivation_path, message_hash)),
  };
}

export function schnorrSignature(context: CallContext, args: Arguments['sign_with_schnorr']) {
  const key = signingKey(context, args.key_id.name);
  acceptCycles(context, signatureFee(key));
  const { derivation_path, message, aux } = args;
  const root = aux[0]?.bip341.merkle_root_hash;
  const algorithm = algorithmOf(args.key_id);
  return {
    signature: attempt(() =>
      signSchnorr(algorithm, key, context.sender, derivation_path, message, root),
    ),
  };
}

/** `vetkd_public_key`: of the caller or of a canister named, free of charge. */
export function vetkdKey(context: CallContext, args: Arguments['vetkd_public_key']) {
  const key = knownKey(args.key_id.name);
  return { public_key: vetkdPublicKey(key, ownerOf(context, args), args.context) };
}

/** `vetkd_derive_key`: of the caller alone, at the price of a threshold signature. */
export function vetkdEncryptedKey(context: CallContext, args: Arguments['vetkd_derive_key']) {
  const key = signingKey(context, args.key_id.name);
  acceptCycles(context, signatureFee(key));
  const { context: scope, input, transport_public_key } = args;
  const derive = () => vetkdDeriveKey(key, context.sender, scope, input, transport_public_key);
  return { encrypted_key: attempt(derive) };
}

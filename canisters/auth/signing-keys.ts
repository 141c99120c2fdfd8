/** The keys that sign tokens: drawn from `raw_rand`, vouched for by the root, replaced in time. */
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { certifyPage, ic } from '@qikcard/canister-kit';
import { encodeBase64Url } from '@qikcard/contracts/base64url';
import { compact, jwkOf, jwksDocument, signingInput, thumbprintInput } from './domain/jwt.ts';
import { isDue, isOver, keyEndsNs } from './domain/signing-keys.ts';
import { findRootKey, signWithRoot } from './root-key.ts';
import type { SigningKeyRow } from './rows.ts';
import { currentKeyNumber, rootKey, signingKeys } from './store.ts';

const CHECK_SECONDS = 3_600;
const RETRY_FIRST_SECONDS = 2;
const RETRY_MAX_SECONDS = 600;
const NS_PER_SECOND = 1_000_000_000n;

// Multiples of the base point, once per start instead of with the first token. 6 bits at a time cost
// 1 G instructions; 8, as the library has it, would cost 3.2 G and save a twelfth of each token.
ed25519.Point.BASE.precompute(6, false);

let failures = 0;
let lastProblem: string | undefined;

const thumbprint = (publicKey: Uint8Array) =>
  encodeBase64Url(sha256(thumbprintInput(jwkOf(publicKey))));

/** Names this canister in tokens; an identifier that verifiers compare, not a page they open. */
export const issuer = (): string => `https://${ic.self().toText()}.icp0.io`;

export function currentKey(): SigningKeyRow | undefined {
  return signingKeys.get(currentKeyNumber.get());
}

/** The current key, and the one before it until its last token is over. */
export function publishedKeys(): SigningKeyRow[] {
  const number = currentKeyNumber.get();
  return [signingKeys.get(number), signingKeys.get(number - 1)].filter(
    (row): row is SigningKeyRow => row !== undefined,
  );
}

/** The text of `/.well-known/jwks.json`. */
export function jwks(): string {
  const { publicKey } = rootKey.get();
  const known = publicKey.length > 0;
  const root = known ? { ...jwkOf(publicKey), kid: thumbprint(publicKey) } : undefined;
  return jwksDocument(publishedKeys(), root);
}

export const JWKS_PATH = '/.well-known/jwks.json';
/** The page of keys, as it is certified. */
export const jwksFile = () => ({
  type: 'application/json',
  body: new TextEncoder().encode(jwks()),
});
/** With every change of what the page says. */
const publish = () => certifyPage(JWKS_PATH, jwksFile());

async function makeKey(): Promise<void> {
  if (rootKey.get().publicKey.length === 0) {
    await findRootKey();
    publish();
  }
  const secret = await ic.rawRand();
  const publicKey = ed25519.getPublicKey(secret);
  const kid = thumbprint(publicKey);
  const createdAtNs = ic.nowNs();
  const certified = {
    iss: issuer(),
    kid,
    jwk: jwkOf(publicKey),
    nbf: Number(createdAtNs / NS_PER_SECOND),
    exp: Number(keyEndsNs(createdAtNs) / NS_PER_SECOND),
  };
  const input = signingInput(thumbprint(rootKey.get().publicKey), certified, 'qik-key+jwt');
  const certificate = compact(input, await signWithRoot(new TextEncoder().encode(input)));
  replaceWith({ secret, publicKey, kid, createdAtNs, certificate, replacedAtNs: undefined });
}

function replaceWith(row: SigningKeyRow): void {
  const number = currentKeyNumber.get();
  const old = signingKeys.get(number);
  // What it signed is still checked for a while, but it never signs again.
  if (old !== undefined) {
    signingKeys.put(number, { ...old, secret: undefined, replacedAtNs: ic.nowNs() });
  }
  signingKeys.remove(number - 1);
  signingKeys.put(number + 1, row);
  currentKeyNumber.set(number + 1);
  publish();
}

function forgetOld(): void {
  const number = currentKeyNumber.get() - 1;
  const replacedAtNs = signingKeys.get(number)?.replacedAtNs;
  if (replacedAtNs === undefined || !isOver(replacedAtNs, ic.nowNs())) return;
  signingKeys.remove(number);
  publish();
}

async function refresh(): Promise<void> {
  let next = CHECK_SECONDS;
  try {
    forgetOld();
    if (isDue(currentKey()?.createdAtNs, ic.nowNs())) await makeKey();
    failures = 0;
    lastProblem = undefined;
  } catch (error) {
    failures++;
    lastProblem = String((error as { rejectMessage?: unknown })?.rejectMessage ?? error);
    next = Math.min(RETRY_MAX_SECONDS, RETRY_FIRST_SECONDS * 2 ** Math.min(failures - 1, 10));
  }
  ic.setTimer(next, refresh);
}

/** After installation and every upgrade, which forgets timers. */
export function startSigningKeys(): void {
  publish();
  ic.setTimer(0, refresh);
}

/** A sentence for operators when no key could be made several times. */
export const signingKeyConcern = (): string | undefined =>
  failures >= 3 ? `No signing key: ${lastProblem?.slice(0, 200)}` : undefined;

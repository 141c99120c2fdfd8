import type { Identity } from '@dfinity/agent';

export type SignedIn = {
  identity: Identity;
  /** Principal text. */
  principal: string;
  expiresAtMs: number;
};

/** The one place that knows how people prove who they are; everything else sees an identity. */
export interface AuthPort {
  /** The session of an earlier visit, when it is still good. */
  restore(): Promise<SignedIn | undefined>;
  /** Opens the identity provider. Call it from a press: browsers block windows otherwise. */
  signIn(): Promise<SignedIn>;
  signOut(): Promise<void>;
  /** Gets ready to sign somebody in soon: a press must not wait. */
  prepare(): void;
}

/** The person closed the window or refused; not worth more than a quiet sentence. */
export class SignInCancelled extends Error {
  override readonly name = 'SignInCancelled';
}

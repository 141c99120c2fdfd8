/** The one error shape of the client: what went wrong, and a sentence for people. */
export type ErrorKind =
  /** The canister answered with a refusal: `code` names it, `data` says more. */
  | 'refused'
  /** A bug trapped; nothing was changed. */
  | 'trapped'
  /** No answer: offline, timeout, stopped canister. Safe to retry with the same ids. */
  | 'unreachable'
  /** The session is missing, expired or was rejected by the network. */
  | 'session'
  /** A certificate or signature did not verify: never trust that answer. */
  | 'untrusted';

export class QikCardError extends Error {
  override readonly name = 'QikCardError';
  constructor(
    readonly kind: ErrorKind,
    /** The refusal's name, or a short reason in the same style. */
    readonly code: string,
    /** One sentence for people, saying what to do. */
    message: string,
    readonly data?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

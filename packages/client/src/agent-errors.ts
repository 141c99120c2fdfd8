/**
 * From the errors of agent-js to the client's one shape. Decided by class and code, never by
 * wording, except for HTTP 400, where the interface gives nothing but a text.
 */
import {
  AgentError,
  CertificateNotAuthorizedErrorCode,
  CertificateOutdatedErrorCode,
  CertificateVerificationErrorCode,
  CertifiedRejectErrorCode,
  HttpErrorCode,
  IngressExpiryInvalidErrorCode,
  MissingRootKeyErrorCode,
  TransportError,
  TrustError,
  UncertifiedRejectErrorCode,
  UncertifiedRejectUpdateErrorCode,
  UnexpectedErrorCode,
} from '@dfinity/agent';
import { type ErrorKind, QikCardError } from './error.ts';
import { fromReject } from './reject.ts';

const texts: Record<Exclude<ErrorKind, 'refused'>, string> = {
  trapped: 'Something went wrong on the server; nothing was changed. Please try again.',
  unreachable: 'QikCard cannot be reached. Check the connection and try again.',
  session: 'Your session has ended. Please sign in again.',
  untrusted: 'The answer could not be verified and was thrown away. Do not rely on this network.',
};
const CLOCK = 'The clock of this device is wrong. Set it and try again.';
const UNEXPECTED = 'Something unexpected happened. If it stays, tell the organizer.';

/** The one error shape for whatever a call threw; errors that have it already pass unchanged. */
export function toQikCardError(thrown: unknown): QikCardError {
  if (thrown instanceof QikCardError) return thrown;
  const error = unwrapped(thrown);
  if (error instanceof AgentError) return fromAgent(error);
  if (error instanceof DOMException && /^(Abort|Timeout)Error$/.test(error.name)) {
    return plain('unreachable', 'Timeout', error);
  }
  return new QikCardError('trapped', 'Unexpected', UNEXPECTED, undefined, { cause: thrown });
}

function fromAgent(error: AgentError): QikCardError {
  const { code } = error;
  if (
    code instanceof CertifiedRejectErrorCode ||
    code instanceof UncertifiedRejectErrorCode ||
    code instanceof UncertifiedRejectUpdateErrorCode
  ) {
    return fromReject(code, error);
  }
  if (code instanceof HttpErrorCode) return fromHttp(code, error);
  if (code instanceof IngressExpiryInvalidErrorCode) {
    return new QikCardError('session', 'ClockWrong', CLOCK, undefined, { cause: error });
  }
  // Old signatures come from a lagging node or a stopped network: nothing was forged.
  if (code instanceof CertificateOutdatedErrorCode) return plain('unreachable', 'Outdated', error);
  if (error instanceof TrustError || isCertificateCode(code)) {
    return plain('untrusted', nameOf(code), error);
  }
  if (error instanceof TransportError) return plain('unreachable', 'NoConnection', error);
  return plain('unreachable', nameOf(code), error);
}

function isCertificateCode(code: AgentError['code']): boolean {
  return (
    code instanceof CertificateVerificationErrorCode ||
    code instanceof CertificateNotAuthorizedErrorCode ||
    code instanceof MissingRootKeyErrorCode
  );
}

function fromHttp(code: HttpErrorCode, cause: AgentError): QikCardError {
  const body = code.bodyText ?? '';
  if (/delegation has expired|delegation expiry/i.test(body)) {
    return plain('session', 'SessionExpired', cause);
  }
  const rejected = code.status === 400 && /signature|delegation|public key/i.test(body);
  if (rejected || code.status === 401 || code.status === 403) {
    return plain('session', 'SessionRejected', cause);
  }
  return plain('unreachable', `Http${code.status}`, cause);
}

/** The agent wraps errors of its own inner calls as "unexpected". */
function unwrapped(thrown: unknown): unknown {
  if (thrown instanceof AgentError && thrown.code instanceof UnexpectedErrorCode) {
    return unwrapped(thrown.code.error);
  }
  return thrown;
}

function plain(kind: Exclude<ErrorKind, 'refused'>, code: string, cause: unknown): QikCardError {
  return new QikCardError(kind, code, texts[kind], undefined, { cause });
}

/** Codes carry their name as a field, which survives minified builds. */
function nameOf(code: AgentError['code']): string {
  return String((code as { name?: unknown }).name ?? 'Unknown').replace(/ErrorCode$/, '');
}

import {
  CertificateOutdatedErrorCode,
  CertificateVerificationErrorCode,
  CertifiedRejectErrorCode,
  HttpErrorCode,
  HttpFetchErrorCode,
  IngressExpiryInvalidErrorCode,
  InputError,
  ProtocolError,
  QuerySignatureVerificationFailedErrorCode,
  RejectError,
  type RequestId,
  TransportError,
  TrustError,
  UncertifiedRejectErrorCode,
  UnexpectedErrorCode,
  UnknownError,
} from '@dfinity/agent';
import { expect, test } from 'vitest';
import { toQikCardError } from './agent-errors.ts';
import { QikCardError } from './error.ts';

const requestId = new Uint8Array(32) as RequestId;
const trap = (icCode?: string, rejectCode = 5) =>
  RejectError.fromCode(new CertifiedRejectErrorCode(requestId, rejectCode, 'Panicked', icCode));
const http = (status: number, body: string) =>
  ProtocolError.fromCode(new HttpErrorCode(status, '', [], body));

const cases: [string, unknown, string, string][] = [
  ['a trap', trap('IC0503'), 'trapped', 'Trapped'],
  ['a stopped canister', trap('IC0508'), 'unreachable', 'Stopped'],
  ['a method the canister does not have', trap('IC0536'), 'trapped', 'MethodMissing'],
  ['a canister that does not exist', trap('IC0301', 3), 'unreachable', 'NoSuchCanister'],
  ['a full queue', trap('IC0503', 2), 'unreachable', 'Busy'],
  [
    'a query that trapped',
    RejectError.fromCode(new UncertifiedRejectErrorCode(requestId, 5, 'x', 'IC0503', undefined)),
    'trapped',
    'Trapped',
  ],
  [
    'a failed fetch',
    TransportError.fromCode(new HttpFetchErrorCode(new TypeError('fetch failed'))),
    'unreachable',
    'NoConnection',
  ],
  ['an overloaded gateway', http(503, 'busy'), 'unreachable', 'Http503'],
  [
    'an expired session',
    http(400, 'Specified sender delegation has expired:\nProvided expiry: …'),
    'session',
    'SessionExpired',
  ],
  [
    'a session key that is not accepted',
    http(400, 'Invalid signature: bad'),
    'session',
    'SessionRejected',
  ],
  ['a forbidden identity', http(403, ''), 'session', 'SessionRejected'],
  [
    'a wrong clock',
    InputError.fromCode(new IngressExpiryInvalidErrorCode('Invalid request expiry: …', 5)),
    'session',
    'ClockWrong',
  ],
  [
    'a certificate that does not verify',
    TrustError.fromCode(new CertificateVerificationErrorCode('Invalid signature')),
    'untrusted',
    'CertificateVerification',
  ],
  [
    'a query answer signed by nobody we know',
    TrustError.fromCode(new QuerySignatureVerificationFailedErrorCode('node')),
    'untrusted',
    'QuerySignatureVerificationFailed',
  ],
  [
    'an answer from a network that stands still',
    TrustError.fromCode(new CertificateOutdatedErrorCode(5, requestId)),
    'unreachable',
    'Outdated',
  ],
  ['a request that took too long', new DOMException('', 'TimeoutError'), 'unreachable', 'Timeout'],
  ['a bug of our own', new TypeError('x is undefined'), 'trapped', 'Unexpected'],
];

test.each(cases)('%s has a kind, a code and a sentence', (_what, thrown, kind, code) => {
  const error = toQikCardError(thrown);
  expect([error.kind, error.code]).toEqual([kind, code]);
  expect(error.message).toMatch(/^[A-Z].*\.$/);
});

test('what the agent wraps as unexpected keeps its own kind', () => {
  expect(toQikCardError(UnknownError.fromCode(new UnexpectedErrorCode(trap('IC0503')))).kind).toBe(
    'trapped',
  );
});

test('the cause stays for operators and an error is never wrapped twice', () => {
  const cause = trap('IC0503');
  const error = toQikCardError(cause);
  expect(error.cause).toBe(cause);
  expect(toQikCardError(error)).toBe(error);
  expect(error).toBeInstanceOf(QikCardError);
});

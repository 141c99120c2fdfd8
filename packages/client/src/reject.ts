/** Rejects of the Internet Computer by reject code and IC error code (interface spec, "Reject codes"). */
import type {
  CertifiedRejectErrorCode,
  UncertifiedRejectErrorCode,
  UncertifiedRejectUpdateErrorCode,
} from '@dfinity/agent';
import { QikCardError } from './error.ts';

export type Reject =
  | CertifiedRejectErrorCode
  | UncertifiedRejectErrorCode
  | UncertifiedRejectUpdateErrorCode;

const DESTINATION_INVALID = 3;
const CANISTER_REJECT = 4;
const CANISTER_ERROR = 5;
const STOPPED = new Set(['IC0508', 'IC0509']);
/** What the gate of every canister says before an update runs (canister-kit, gate.ts). */
const CLOSED = /QIKCARD_(MAINTENANCE|RATE_LIMITED)(?: retry_after_seconds=(\d+))?/;
const METHOD_MISSING = 'IC0536';

/** The error of one reject; the network's own text stays in `data` for operators. */
export function fromReject(code: Reject, cause: Error): QikCardError {
  const data = { errorCode: code.rejectErrorCode, text: code.rejectMessage };
  const make = (kind: 'trapped' | 'unreachable', name: string, sentence: string) =>
    new QikCardError(kind, name, sentence, data, { cause });
  if (STOPPED.has(code.rejectErrorCode ?? '')) {
    return make('unreachable', 'Stopped', 'This part of QikCard is being updated. Try again soon.');
  }
  const closed = CLOSED.exec(code.rejectMessage ?? '');
  if (closed?.[1] === 'MAINTENANCE') {
    return make(
      'unreachable',
      'Maintenance',
      'This part of QikCard is being maintained. Try again later.',
    );
  }
  if (closed) {
    const seconds = closed[2] ?? 'some';
    return make('unreachable', 'RateLimited', `QikCard is busy. Try again in ${seconds} seconds.`);
  }
  switch (code.rejectCode) {
    case DESTINATION_INVALID:
      return make('unreachable', 'NoSuchCanister', 'This deployment of QikCard does not exist.');
    case CANISTER_REJECT:
      return make('trapped', 'Rejected', 'The server does not take this request.');
    case CANISTER_ERROR:
      return code.rejectErrorCode === METHOD_MISSING
        ? make('trapped', 'MethodMissing', 'The server is older than this app and cannot do this.')
        : make('trapped', 'Trapped', 'Something went wrong on the server; nothing was changed.');
    default:
      return make('unreachable', 'Busy', 'The network is busy. Please try again.');
  }
}

/** Who scanned what: from one reading of a code to a thing, a person and a loan. */
import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  DAMAGE_NOTE_MAX_CHARS,
  fromOpt,
  type LendingScan,
  type Purpose,
  RESOURCE_SCANS_PER_MINUTE,
  type ResourceRefusal,
  readCard,
  SCAN_ID_BYTES,
} from '@qikcard/contracts';
import { checkText } from '../domain/text.ts';
import { registrations } from '../store.ts';
import { handsOut, loansWith } from './access.ts';
import { type CardRead, cardRefused, readCardAt, type Tap } from './borrower-card.ts';
import { type ProvenCode, proveCode } from './codes.ts';
import { handedAtNs, type PassThen, passThen, problemOfTime } from './offline.ts';
import type { LoanRow, ResourceRow } from './rows.ts';
import { loans, openLoansOfResource, resources } from './store.ts';

export type Actor = 'borrower' | 'lender';
/** What the scan uses up. */
export type Used = { code: ProvenCode | undefined; tap: Tap | undefined };
export type Lending = {
  id: bigint;
  thing: ResourceRow;
  actor: Actor;
  borrower: Principal;
  /** The pass of the borrower was read. */
  byPass: boolean;
} & Used;
export type Returning = {
  loanId: bigint;
  loan: LoanRow;
  actor: Actor;
} & Used;
type Refusal = { refusal: ResourceRefusal };

const SEVERAL_SHOWN_MAX = 20;
const holders = rateLimit({
  burst: RESOURCE_SCANS_PER_MINUTE,
  perMinute: RESOURCE_SCANS_PER_MINUTE,
  entriesMax: 50_000,
});
/** A busy desk is not a person: whoever lends out has a limit of their own. */
const desks = rateLimit({ burst: 600, perMinute: 600 });

const refuse = (refusal: ResourceRefusal): Refusal => ({ refusal });
const wait = (seconds: number | undefined): Refusal | undefined =>
  seconds === undefined ? undefined : refuse({ RateLimited: { retry_after_seconds: seconds } });
/** Counts a scan of this person. */
export const countHolder = (person: Principal, { nowNs }: Call) =>
  wait(holders.take(person.toHex(), nowNs));

/** What is wrong with a scan before anything is looked up. */
export function problemOfScan(call: Call, scan: LendingScan): ResourceRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (scan.scan_id.length !== SCAN_ID_BYTES) {
    return { Invalid: { field: 'scan_id', problem: `must have ${SCAN_ID_BYTES} bytes` } };
  }
  return (
    problemOfTime(call, scan) ??
    (checkText('note', scan.note, 0, DAMAGE_NOTE_MAX_CHARS) as ResourceRefusal | undefined) ??
    wait(desks.take(call.caller.toHex(), call.nowNs))?.refusal
  );
}

type Read = {
  code: ProvenCode | undefined;
  pass?: PassThen | undefined;
  card?: CardRead | undefined;
};

/** The code of a scan, if there is one; of a scan without a network, whose pass it was. */
function codeOf(call: Call, scan: LendingScan): Read | Refusal {
  if (scan.payload.length === 0) return { code: undefined };
  const reading = readCard(scan.payload);
  if (reading !== undefined) {
    const card = readCardAt(call, scan, reading);
    return 'refusal' in card ? card : { code: undefined, card };
  }
  const pass = scan.offline.length > 0 ? passThen(call, scan) : undefined;
  if (pass !== undefined) return 'refusal' in pass ? pass : { code: pass.code, pass };
  const code = proveCode(call, scan.payload);
  return 'refusal' in code ? code : { code };
}

/** The person behind a pass that somebody else scanned. */
function personBehind(code: ProvenCode, eventId: bigint | undefined): Principal | Refusal {
  const registration = registrations.get(code.fields.subject);
  if (registration === undefined) return refuse({ CodeRefused: { reason: 'UnknownToken' } });
  // A pass of another event names nobody to those who lend out for this one.
  if (eventId !== undefined && registration.eventId !== eventId) {
    return refuse({ CodeRefused: { reason: 'WrongEvent' } });
  }
  return registration.holder;
}

const isPass = ({ fields }: ProvenCode): boolean =>
  fields.purpose === 'check_in' || fields.purpose === 'check_out';

/** What is to be lent to whom. */
export function readLending(call: Call, scan: LendingScan): Lending | Refusal {
  const read = codeOf(call, scan);
  if ('refusal' in read) {
    return countHolder(call.caller, call) ?? read;
  }
  const { code, pass, card } = read;
  if (card?.ended) return cardRefused('PlaceEnded');
  const id = scan.resource_id;
  const thing = resources.get(id);
  if (!thing) return refuse({ UnknownResource: null });
  const ofThing = code !== undefined && !isPass(code);
  const wrong = ofThing ? problemOfThingCode(code, id, 'resource_checkout') : undefined;
  if (wrong) return wrong;
  const named = fromOpt(scan.borrower);
  const actor: Actor =
    ofThing && named === undefined && scan.offline.length === 0 ? 'borrower' : 'lender';
  // A stranger does not learn which ids are things that are not shown to them.
  if (actor === 'lender' && !handsOut(call, thing.owner)) {
    return refuse(
      code === undefined && pass === undefined ? { AskOwner: null } : { Forbidden: null },
    );
  }
  const person =
    actor === 'borrower' ? call.caller : (named ?? card?.person ?? passHolder(code, thing, pass));
  if ('refusal' in person) return person;
  if (person.isAnonymous()) {
    return refuse({ Invalid: { field: 'borrower', problem: 'must be somebody signed in' } });
  }
  const byPass = actor === 'lender' && named === undefined;
  const used = { code, tap: card?.tap };
  return countHolder(person, call) ?? { id, thing, actor, borrower: person, byPass, ...used };
}

/** The code of another thing, or one for the other direction. */
function problemOfThingCode(code: ProvenCode, id: bigint, purpose: Purpose): Refusal | undefined {
  if (code.fields.subject !== id) return refuse({ CodeRefused: { reason: 'WrongThing' } });
  if (code.fields.purpose === purpose) return undefined;
  return refuse({ CodeRefused: { reason: 'WrongPurpose' } });
}

function passHolder(
  code: ProvenCode | undefined,
  thing: ResourceRow,
  pass: PassThen | undefined,
): Principal | Refusal {
  const { eventId } = thing.owner;
  if (pass) return holderThen(pass, eventId);
  if (code === undefined) {
    return refuse({ Invalid: { field: 'borrower', problem: 'scan a pass or name the person' } });
  }
  return isPass(code)
    ? personBehind(code, eventId)
    : refuse({ CodeRefused: { reason: 'WrongPurpose' } });
}

const holderThen = (pass: PassThen, eventId: bigint | undefined): Principal | Refusal =>
  eventId !== undefined && pass.eventId !== eventId
    ? refuse({ CodeRefused: { reason: 'WrongEvent' } })
    : pass.person;

/** Which loan is to be ended. */
export function readReturning(call: Call, scan: LendingScan): Returning | Refusal {
  const read = codeOf(call, scan);
  if ('refusal' in read) return countHolder(call.caller, call) ?? read;
  const { code, card } = read;
  const candidates = candidatesOf(call, scan, read);
  if ('refusal' in candidates) return candidates;
  const said = fromOpt(scan.loan_id);
  const atNs = handedAtNs(call, scan);
  // What came back before it was lent came back from somebody else, and is known to be back.
  const ids = candidates.ids.filter(
    (id) => (said === undefined || id === said) && (loans.get(id) as LoanRow).borrowedAtNs <= atNs,
  );
  if (ids.length === 0) return refuse({ NotLent: null });
  if (ids.length > 1) return refuse({ SeveralLoans: { loan_ids: ids } });
  const loan = loans.get(ids[0]) as LoanRow;
  const { actor } = candidates;
  if (
    actor === 'borrower' &&
    code?.fromLabel &&
    !resources.get(loan.resourceId)?.terms.selfReturn
  ) {
    return refuse({ AskOwner: null });
  }
  const used = { code, tap: card?.tap };
  return countHolder(loan.borrower, call) ?? { loanId: ids[0], loan, actor, ...used };
}

type Candidates = { ids: bigint[]; actor: Actor };

function candidatesOf(
  call: Call,
  scan: LendingScan,
  { code, pass, card }: Read,
): Candidates | Refusal {
  if (card) return { ids: loansWith(card.person, scan.resource_id), actor: 'lender' };
  if (pass)
    return loansOfPass(call, scan.resource_id, (thing) => holderThen(pass, thing.owner.eventId));
  if (code === undefined) return namedLoan(call, fromOpt(scan.loan_id));
  const id = scan.resource_id;
  if (isPass(code)) {
    return loansOfPass(call, id, (thing) => personBehind(code, thing.owner.eventId));
  }
  const wrong = problemOfThingCode(code, id, 'resource_checkin');
  if (wrong) return wrong;
  const own = loansWith(call.caller, id);
  if (own.length > 0 && scan.offline.length === 0) return { ids: own, actor: 'borrower' };
  const thing = resources.get(id) as ResourceRow;
  if (!handsOut(call, thing.owner)) return refuse({ NotLent: null });
  return { ids: loansOf(id), actor: 'lender' };
}

const loansOf = (id: bigint): bigint[] =>
  openLoansOfResource.scan({ prefix: [id], limit: SEVERAL_SHOWN_MAX }).map(([, loan]) => loan);

function namedLoan(call: Call, loanId: bigint | undefined): Candidates | Refusal {
  const loan = loanId === undefined ? undefined : loans.get(loanId);
  if (loanId === undefined || !loan) return refuse({ UnknownLoan: null });
  if (!handsOut(call, loan.owner)) {
    const own = loan.borrower.compareTo(call.caller) === 'eq';
    return refuse(own ? { AskOwner: null } : { UnknownLoan: null });
  }
  return loan.closedAtNs === undefined
    ? { ids: [loanId], actor: 'lender' }
    : refuse({ LoanClosed: { at_ns: loan.closedAtNs } });
}

function loansOfPass(
  call: Call,
  id: bigint,
  personFor: (thing: ResourceRow) => Principal | Refusal,
): Candidates | Refusal {
  const thing = resources.get(id);
  if (!thing) return refuse({ UnknownResource: null });
  if (!handsOut(call, thing.owner)) return refuse({ Forbidden: null });
  const person = personFor(thing);
  if ('refusal' in person) return person;
  return { ids: loansWith(person, id), actor: 'lender' };
}

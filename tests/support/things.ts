/** Things to lend: made, labelled, scanned. */
import { randomBytes } from 'node:crypto';
import type {
  LendingScan,
  LendingVerdict,
  Loan,
  LoanTerms,
  ResourceDraft,
  ResourceOwner,
  ResourceRefusal,
  ResourceView,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { granted } from './doors.ts';
import type { Person } from './people.ts';

export const HOUR_SECONDS = 3_600;

export const usualTerms: LoanTerms = {
  max_loan_seconds: 2 * HOUR_SECONDS,
  max_extensions: 1,
  borrowers: { Anyone: null },
  self_service: true,
  self_return: true,
  approval: false,
  reservable: true,
  per_person_max: 1,
  deposit_e8s: [],
  text: 'Bring it back clean.',
};

export function draftOf(owner: ResourceOwner, change: Partial<ResourceDraft> = {}): ResourceDraft {
  return {
    owner,
    name: 'Cordless drill',
    category: 'Tools',
    description: 'With two batteries.',
    quantity: 1,
    condition: { Good: null },
    visibility: { Public: null },
    terms: usualTerms,
    parts: [],
    ...change,
  };
}

export const ownedBy = ({ principal }: Person): ResourceOwner => ({ Person: principal });
export const ofEvent = (id: bigint): ResourceOwner => ({ Event: id });

/** A thing that `owner` lends out. */
export async function addThing(
  deployment: Deployment,
  by: Person,
  change: Partial<ResourceDraft> & { terms?: LoanTerms } = {},
): Promise<ResourceView> {
  const draft = draftOf(change.owner ?? ownedBy(by), change);
  return granted(await deployment.as(by).event.create_resource(draft));
}

/** A scan that says nothing but the code; each call is another scan. */
export function lendingScan(change: Partial<LendingScan> = {}): LendingScan {
  return {
    scan_id: randomBytes(16),
    payload: new Uint8Array(),
    resource_id: 0n,
    borrower: [],
    loan_id: [],
    reservation_id: [],
    count: 1,
    due_at_ns: [],
    method: { qr: null },
    condition: [],
    note: '',
    seen_version: [],
    accepts_terms: true,
    offline: [],
    ...change,
  };
}

/** The borrower scans the label and confirms. */
export async function borrow(
  deployment: Deployment,
  who: Person,
  thing: ResourceView,
  change: Partial<LendingScan> = {},
): Promise<LendingVerdict> {
  const { event } = deployment.as(who);
  const { token } = granted(
    await event.resolve_label(thing.label[0] ?? '', [{ resource_checkout: null }]),
  );
  return event.check_out_resource(
    lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id, ...change }),
  );
}

/** The borrower scans the label and brings the thing back. */
export async function bringBack(
  deployment: Deployment,
  who: Person,
  thing: ResourceView,
  change: Partial<LendingScan> = {},
): Promise<LendingVerdict> {
  const { event } = deployment.as(who);
  const { token } = granted(
    await event.resolve_label(thing.label[0] ?? '', [{ resource_checkin: null }]),
  );
  return event.check_in_resource(
    lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id, ...change }),
  );
}

/** The loan of a verdict that must not be a refusal. */
export function loanOf(verdict: LendingVerdict): Loan {
  if ('Refused' in verdict) throw new Error(`refused: ${Object.keys(verdict.Refused)[0]}`);
  return Object.values(verdict)[0];
}

/** The refusal of a verdict that must be one. */
export function lendingRefusal(verdict: LendingVerdict): ResourceRefusal {
  if (!('Refused' in verdict)) throw new Error(`not refused: ${Object.keys(verdict)[0]}`);
  return verdict.Refused;
}

/** Things, loans and reservations as clients see them. */
import type { Principal } from '@dfinity/principal';
import {
  type Condition,
  type Loan,
  type LoanDeposit,
  type LoanState,
  type Reservation,
  type ReservationState,
  type ResourceFeedEntry,
  type ResourceView,
  toOpt,
} from '@qikcard/contracts';
import type {
  ConditionRow,
  LoanRow,
  MethodRow,
  ReservationRow,
  ResourceFeedRow,
  ResourceRow,
} from '../../resources/rows.ts';
import { termsView } from './draft.ts';
import { ownerView } from './owner.ts';

const tag = <V>(name: string): V => ({ [name]: null }) as V;
export const conditionView = (condition: ConditionRow): Condition => tag<Condition>(condition);

export const imageView = ({ contentType, bytes, version }: ResourceRow['images'][number]) => ({
  content_type: contentType,
  bytes,
  version,
});

export type ThingFor = {
  available: number;
  quantity: number;
  manages: boolean;
  lender: Principal | undefined;
};

/** A thing; its label only for those who lend it out. */
export function thingView(id: bigint, row: ResourceRow, seen: ThingFor): ResourceView {
  return {
    id,
    owner: ownerView(row.owner),
    name: row.name,
    category: row.category,
    description: row.description,
    quantity: seen.quantity,
    available: row.retired ? 0 : seen.available,
    condition: conditionView(row.condition),
    visibility: tag(row.visibility),
    terms: termsView(row.terms),
    parts: row.parts.map(({ resourceId, count }) => ({ resource_id: resourceId, count })),
    images: row.images.map(imageView),
    retired: row.retired,
    created_at_ns: row.createdAtNs,
    version: row.version,
    label: toOpt(seen.manages ? row.label : undefined),
    manages: seen.manages,
    deposit_to: toOpt(seen.lender),
  };
}

export type LoanNames = {
  resource: string;
  borrower: string;
  extensionsMax: number;
  deposit: LoanDeposit | undefined;
};

export function loanView(id: bigint, row: LoanRow, names: LoanNames): Loan {
  return {
    id,
    resource_id: row.resourceId,
    resource_name: names.resource,
    owner: ownerView(row.owner),
    borrower: row.borrower,
    borrower_name: names.borrower,
    count: row.count,
    state: tag<LoanState>(row.state),
    method: methodView(row.method),
    return_method: toOpt(row.returnMethod && methodView(row.returnMethod)),
    borrowed_at_ns: row.borrowedAtNs,
    due_at_ns: row.dueAtNs,
    overdue: row.overdueAtNs !== undefined,
    returned_at_ns: toOpt(row.state === 'Returned' ? row.closedAtNs : undefined),
    extensions: row.extensions,
    extensions_max: names.extensionsMax,
    condition_out: conditionView(row.conditionOut),
    condition_in: toOpt(row.conditionIn && conditionView(row.conditionIn)),
    accepted_at_ns: toOpt(row.acceptedAtNs),
    reservation_id: toOpt(row.reservationId),
    deposit: toOpt(row.deposit && tag(row.deposit)),
    deposit_held: toOpt(names.deposit),
  };
}
const methodView = (method: MethodRow): Loan['method'] => tag(method);

export function reservationView(
  id: bigint,
  row: ReservationRow,
  names: { resource: string; holder: string },
): Reservation {
  return {
    id,
    resource_id: row.resourceId,
    resource_name: names.resource,
    holder: row.holder,
    holder_name: names.holder,
    count: row.count,
    from_ns: row.fromNs,
    until_ns: row.untilNs,
    state: tag<ReservationState>(row.state),
    loan_id: toOpt(row.loanId),
    created_at_ns: row.createdAtNs,
  };
}

export function feedView(seq: bigint, { atNs, kind, ...counts }: ResourceFeedRow) {
  return { seq, at_ns: atNs, kind: tag<ResourceFeedEntry['kind']>(kind), ...counts };
}

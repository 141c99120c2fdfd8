/** What wallets show before somebody lends or borrows a thing (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import { caseOf, numbered, qik, utc } from '@qikcard/canister-kit/consent-words';
import type { Infer, LendingScan, ResourceDraft, resourceApi } from '@qikcard/contracts';

const thing = ({ name, category, quantity }: Infer<typeof ResourceDraft>) =>
  [
    ['Name', name],
    ['Category', category],
    ['How many', `${quantity}`],
  ] as const;
const handing = (intent: string) => (scan: Infer<typeof LendingScan>) => ({
  intent,
  fields: [
    ['Thing', `${scan.resource_id}`],
    ['How many', `${scan.count}`],
    ['Borrower', scan.borrower[0]?.toText() ?? 'who shows the code'],
    ['Due', scan.due_at_ns[0] === undefined ? 'as the terms say' : utc(scan.due_at_ns[0])],
  ] as const,
});

export const lendingConsents: ConsentsOf<typeof resourceApi> = {
  create_resource: (draft) => ({ intent: 'Offer a thing for lending', fields: thing(draft) }),
  edit_resource: (id, draft) => ({
    intent: 'Change a thing that is lent out',
    fields: [['Number', `${id}`], ...thing(draft)],
  }),
  retire_resource: numbered('Stop lending a thing', 'Thing'),
  relabel_resource: numbered('Make a new label; the printed one stops working', 'Thing'),
  remove_resource_image: ({ resource_id }) => ({
    intent: 'Remove a picture of a thing',
    fields: [['Thing', `${resource_id}`]],
  }),
  issue_resource_token: ({ resource_id, purpose }) => ({
    intent: 'Show a one-time code for a thing',
    fields: [
      ['Thing', `${resource_id}`],
      ['For', caseOf(purpose) === 'resource_checkin' ? 'bringing it back' : 'taking it'],
    ],
  }),
  resolve_label: (label) => ({
    intent: 'Look up a thing by its label',
    fields: [['Label', label]],
  }),
  check_out_resource: handing('Borrow a thing, or hand it out'),
  check_in_resource: handing('Bring a thing back, or take it back'),
  decide_loan: (id, agreed) => ({
    intent: agreed ? 'Agree to lend a thing' : 'Decline to lend a thing',
    fields: [['Loan', `${id}`]],
  }),
  withdraw_deposit: (thing, deposit) => ({
    intent: 'Take a deposit back; nothing was borrowed on it',
    fields: [
      ['Thing', `${thing}`],
      ['Deposit', `${deposit}`],
    ],
  }),
  settle_deposit: (id, kept) => ({
    intent: 'Settle the deposit of a loan',
    fields: [
      ['Loan', `${id}`],
      ['You keep', qik(kept)],
      ['Goes back', 'the rest'],
    ],
  }),
  extend_loan: ({ loan_id, due_at_ns }) => ({
    intent: 'Keep a borrowed thing longer',
    fields: [
      ['Loan', `${loan_id}`],
      ['New due time', utc(due_at_ns)],
    ],
  }),
  accept_handover: (id, condition, note) => ({
    intent: 'Confirm in which condition a thing was handed over',
    fields: [
      ['Loan', `${id}`],
      ['Condition', caseOf(condition)],
      ['Note', note],
    ],
  }),
  reserve_resource: ({ resource_id, count, from_ns, until_ns }) => ({
    intent: 'Reserve a thing',
    fields: [
      ['Thing', `${resource_id}`],
      ['How many', `${count}`],
      ['From', utc(from_ns)],
      ['Until', utc(until_ns)],
    ],
  }),
  cancel_reservation: numbered('Cancel a reservation', 'Reservation'),
  report_damage: ({ resource_id, condition, note }) => ({
    intent: 'Report damage to a thing',
    fields: [
      ['Thing', `${resource_id}`],
      ['Condition', caseOf(condition)],
      ['Note', note],
    ],
  }),
  settle_damage: (id, condition) => ({
    intent: 'Settle a report of damage',
    fields: [
      ['Report', `${id}`],
      ['Condition now', caseOf(condition)],
    ],
  }),
  remove_damage_image: ({ report_id }) => ({
    intent: 'Remove a picture of damage',
    fields: [['Report', `${report_id}`]],
  }),
  start_stock_audit: (owner) => ({
    intent: 'Start counting things',
    fields: [['Things of', 'Event' in owner ? `event ${owner.Event}` : owner.Person.toText()]],
  }),
  stock_audit_scan: ({ audit_id, label, count }) => ({
    intent: 'Count a thing',
    fields: [
      ['Stock audit', `${audit_id}`],
      ['Label', label],
      ['How many', `${count}`],
    ],
  }),
  finish_stock_audit: numbered('Finish counting things', 'Stock audit'),
};

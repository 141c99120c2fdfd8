/** Rules of things: what a draft may say. */
import {
  CATEGORY_MAX_CHARS,
  DESCRIPTION_MAX_CHARS,
  EXTENSIONS_MAX,
  fromOpt,
  KIT_PARTS_MAX,
  LOAN_MAX_SECONDS,
  type LoanTerms,
  NAME_MAX_CHARS,
  QUANTITY_MAX,
  type ResourceDraft,
  type ResourceRefusal,
  TERMS_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import type { ConditionRow, OwnerRow, ResourceRow, TermsRow } from '../../resources/rows.ts';
import { checkText } from '../text.ts';
import { mayAsk } from './deposit.ts';

const LOAN_MIN_SECONDS = 60;
const invalid = (field: string, problem: string): ResourceRefusal => ({
  Invalid: { field, problem },
});
/** The text rule refuses in the words of events, which lending shares. */
const text = (field: string, value: string, min: number, max: number) =>
  checkText(field, value, min, max) as ResourceRefusal | undefined;

/** The only name of a variant value. */
export const caseOf = <T extends Record<string, unknown>>(value: T): keyof T & string =>
  Object.keys(value)[0];

/** The first thing wrong with a draft, or undefined when it may be stored. */
export function problemOfThing(draft: ResourceDraft): ResourceRefusal | undefined {
  return (
    text('name', draft.name, 1, NAME_MAX_CHARS) ??
    text('category', draft.category, 0, CATEGORY_MAX_CHARS) ??
    text('description', draft.description, 0, DESCRIPTION_MAX_CHARS) ??
    problemOfQuantity(draft.quantity) ??
    problemOfTerms(draft) ??
    problemOfParts(draft)
  );
}

function problemOfQuantity(quantity: number): ResourceRefusal | undefined {
  if (quantity >= 1 && quantity <= QUANTITY_MAX) return undefined;
  return invalid('quantity', `must be between 1 and ${QUANTITY_MAX}`);
}

function problemOfTerms({ owner, terms, visibility }: ResourceDraft): ResourceRefusal | undefined {
  const wrong = text('terms', terms.text, 0, TERMS_MAX_CHARS);
  if (wrong) return wrong;
  if (terms.max_loan_seconds < LOAN_MIN_SECONDS || terms.max_loan_seconds > LOAN_MAX_SECONDS) {
    return invalid('max_loan_seconds', 'must be between a minute and a year');
  }
  if (terms.max_extensions > EXTENSIONS_MAX) {
    return invalid('max_extensions', `must be at most ${EXTENSIONS_MAX}`);
  }
  if (terms.per_person_max < 1 || terms.per_person_max > QUANTITY_MAX) {
    return invalid('per_person_max', `must be between 1 and ${QUANTITY_MAX}`);
  }
  const deposit = fromOpt(terms.deposit_e8s);
  if (deposit !== undefined && !mayAsk(deposit)) {
    return invalid('deposit_e8s', 'must be between 0.01 and 100,000 QIK');
  }
  const needsEvent = !('Anyone' in terms.borrowers) || 'Attendees' in visibility;
  if (needsEvent && 'Person' in owner) {
    return invalid('borrowers', 'only things of an event can be kept for its guests');
  }
  return undefined;
}

function problemOfParts({ parts }: ResourceDraft): ResourceRefusal | undefined {
  if (parts.length > KIT_PARTS_MAX) return invalid('parts', `must be at most ${KIT_PARTS_MAX}`);
  if (new Set(parts.map((part) => part.resource_id)).size < parts.length) {
    return invalid('parts', 'must name each thing once');
  }
  const counted = parts.every(({ count }) => count >= 1 && count <= QUANTITY_MAX);
  return counted ? undefined : invalid('parts', `counts must be between 1 and ${QUANTITY_MAX}`);
}

export type Frame = { owner: OwnerRow; label: string; createdAtNs: bigint };

/** The row of a new thing. */
export function newThing(draft: ResourceDraft, frame: Frame): ResourceRow {
  return { ...frame, ...described(draft), images: [], retired: false, version: 1 };
}

/** The row after an edit; `version` rises, so that whoever saw the old one has to look again. */
export function editedThing(row: ResourceRow, draft: ResourceDraft): ResourceRow {
  return { ...row, ...described(draft), version: row.version + 1 };
}

function described(draft: ResourceDraft) {
  const { quantity, description } = draft;
  return {
    name: draft.name.trim(),
    category: draft.category.trim(),
    description,
    quantity,
    condition: caseOf(draft.condition) as ConditionRow,
    visibility: caseOf(draft.visibility) as ResourceRow['visibility'],
    terms: termsRow(draft.terms),
    parts: draft.parts.map(({ resource_id, count }) => ({ resourceId: resource_id, count })),
  };
}

function termsRow(terms: LoanTerms): TermsRow {
  return {
    maxLoanSeconds: terms.max_loan_seconds,
    maxExtensions: terms.max_extensions,
    borrowers: caseOf(terms.borrowers) as TermsRow['borrowers'],
    selfService: terms.self_service,
    selfReturn: terms.self_return,
    approval: terms.approval,
    reservable: terms.reservable,
    perPersonMax: terms.per_person_max,
    depositE8s: fromOpt(terms.deposit_e8s),
    text: terms.text,
  };
}

/** Terms as borrowers read them. */
export function termsView(terms: TermsRow): LoanTerms {
  return {
    max_loan_seconds: terms.maxLoanSeconds,
    max_extensions: terms.maxExtensions,
    borrowers: { [terms.borrowers]: null } as LoanTerms['borrowers'],
    self_service: terms.selfService,
    self_return: terms.selfReturn,
    approval: terms.approval,
    reservable: terms.reservable,
    per_person_max: terms.perPersonMax,
    deposit_e8s: toOpt(terms.depositE8s),
    text: terms.text,
  };
}

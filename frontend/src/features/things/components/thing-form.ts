/** The form of a thing: texts while it is edited, a draft when it is right. */
import {
  DEPOSIT_MAX_E8S,
  DEPOSIT_MIN_E8S,
  EXTENSIONS_MAX,
  LOAN_MAX_SECONDS,
  QUANTITY_MAX,
  type ResourceDraft,
  type ResourceOwner,
  type ResourceView,
  toOpt,
} from '@qikcard/contracts';
import { qikAmount, readQik, typedQik } from '../../../lib/qik-amount.ts';
import type { ThingsText } from '../../../locales/things.ts';
import { type ConditionName, conditionName, conditionOf } from './thing-parts.tsx';

export type FormPart = { id: bigint; name: string; count: string };
export type ThingForm = {
  name: string;
  category: string;
  description: string;
  quantity: string;
  condition: ConditionName;
  visibility: 'Public' | 'Attendees' | 'Unlisted';
  borrowers: 'Anyone' | 'Attendees' | 'Inside';
  length: string;
  unit: 'hours' | 'days';
  extensions: string;
  perPerson: string;
  /** QIK for each unit; empty: none. */
  deposit: string;
  terms: string;
  selfService: boolean;
  selfReturn: boolean;
  approval: boolean;
  reservable: boolean;
  parts: FormPart[];
};
export type ThingErrors = Partial<Record<keyof ThingForm, string>>;

const SECONDS = { hours: 3_600, days: 86_400 };

export const emptyForm: ThingForm = {
  name: '',
  category: '',
  description: '',
  quantity: '1',
  condition: 'Good',
  visibility: 'Public',
  borrowers: 'Anyone',
  length: '7',
  unit: 'days',
  extensions: '1',
  perPerson: '1',
  deposit: '',
  terms: '',
  selfService: true,
  selfReturn: true,
  approval: false,
  reservable: true,
  parts: [],
};

export function formOf(thing: ResourceView): ThingForm {
  const { terms } = thing;
  const unit = terms.max_loan_seconds % SECONDS.days === 0 ? 'days' : 'hours';
  return {
    name: thing.name,
    category: thing.category,
    description: thing.description,
    quantity: String(thing.parts.length > 0 ? 1 : thing.quantity),
    condition: conditionName(thing.condition),
    visibility: Object.keys(thing.visibility)[0] as ThingForm['visibility'],
    borrowers: Object.keys(terms.borrowers)[0] as ThingForm['borrowers'],
    length: String(Math.max(1, Math.round(terms.max_loan_seconds / SECONDS[unit]))),
    unit,
    extensions: String(terms.max_extensions),
    perPerson: String(terms.per_person_max),
    deposit: terms.deposit_e8s.map(typedQik)[0] ?? '',
    terms: terms.text,
    selfService: terms.self_service,
    selfReturn: terms.self_return,
    approval: terms.approval,
    reservable: terms.reservable,
    parts: thing.parts.map(({ resource_id: id, count }) => ({
      id,
      name: `${id}`,
      count: String(count),
    })),
  };
}

const whole = (text: string, least: number, most: number): boolean =>
  /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most;

const depositOf = ({ deposit }: ThingForm): bigint | undefined => readQik(deposit);
const mayAsk = (e8s: bigint): boolean => e8s >= DEPOSIT_MIN_E8S && e8s <= DEPOSIT_MAX_E8S;

/** What is wrong with the form, by field; empty when it can be sent. */
export function problemsOf(form: ThingForm, p: ThingsText): ThingErrors {
  const errors: ThingErrors = {};
  const most = LOAN_MAX_SECONDS / SECONDS[form.unit];
  const number = (field: keyof ThingForm, text: string, least: number, max: number) => {
    if (!whole(text, least, max)) errors[field] = p('error.number', { least });
  };
  if (form.parts.some(({ count }) => !whole(count, 1, QUANTITY_MAX))) {
    errors.parts = p('error.number', { least: 1 });
  }
  if (form.name.trim() === '') errors.name = p('error.required');
  const deposit = depositOf(form);
  if (deposit === undefined ? form.deposit.trim() !== '' : !mayAsk(deposit)) {
    errors.deposit = p('error.deposit', {
      least: qikAmount(DEPOSIT_MIN_E8S, p.locale),
      most: qikAmount(DEPOSIT_MAX_E8S, p.locale),
    });
  }
  number('quantity', form.quantity, 1, QUANTITY_MAX);
  number('length', form.length, 1, most);
  number('extensions', form.extensions, 0, EXTENSIONS_MAX);
  number('perPerson', form.perPerson, 1, QUANTITY_MAX);
  return errors;
}

/** The draft to send. */
export function draftOf(form: ThingForm, owner: ResourceOwner): ResourceDraft {
  return {
    owner,
    name: form.name,
    category: form.category,
    description: form.description,
    quantity: Number(form.quantity),
    condition: conditionOf(form.condition),
    visibility: { [form.visibility]: null } as ResourceDraft['visibility'],
    parts: form.parts.map(({ id, count }) => ({ resource_id: id, count: Number(count) })),
    terms: {
      max_loan_seconds: Number(form.length) * SECONDS[form.unit],
      max_extensions: Number(form.extensions),
      borrowers: { [form.borrowers]: null } as ResourceDraft['terms']['borrowers'],
      self_service: form.selfService,
      self_return: form.selfReturn,
      approval: form.approval,
      reservable: form.reservable,
      per_person_max: Number(form.perPerson),
      deposit_e8s: toOpt(depositOf(form)),
      text: form.terms,
    },
  };
}

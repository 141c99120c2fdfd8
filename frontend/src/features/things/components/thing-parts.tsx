import type { Condition, LoanTerms, ResourceView } from '@qikcard/contracts';
import { Package, PackageOpen } from 'lucide-react';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { cx } from '../../../lib/class-names.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { type ThingsText, useThingsText } from '../../../locales/things.ts';
import { useThingPicture } from '../api/images.ts';

/** The words for a condition. */
export const conditionText = (condition: Condition, p: ThingsText): string =>
  p(`condition.${Object.keys(condition)[0] as 'Good'}`);

export const conditions = ['New', 'Good', 'Worn', 'Damaged'] as const;
export type ConditionName = (typeof conditions)[number];
export const conditionOf = (name: string): Condition => ({ [name]: null }) as Condition;
export const conditionName = (condition: Condition): ConditionName =>
  Object.keys(condition)[0] as ConditionName;

/** The picture of a thing, or what stands for it where there is none. */
export function ThingSign({ thing, className }: { thing: ResourceView; className?: string }) {
  const Icon = thing.parts.length > 0 ? PackageOpen : Package;
  const picture = useThingPicture(thing);
  if (picture) {
    return (
      <img
        src={picture}
        alt=""
        className={cx('size-12 shrink-0 rounded-md object-cover', className)}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-12 shrink-0 place-items-center rounded-md bg-accent-tint text-accent-text',
        className,
      )}
    >
      <Icon size={24} strokeWidth={1.75} />
    </span>
  );
}

/** How many are free: always a colour, a drawing and the words. */
export function FreePill({ thing }: { thing: ResourceView }) {
  const p = useThingsText();
  if (thing.retired) return <StatusPill status="draft">{p('thing.retired')}</StatusPill>;
  if (thing.available === 0) return <StatusPill status="waiting">{p('thing.noneFree')}</StatusPill>;
  return (
    <StatusPill status="admitted">
      {p('thing.available', { free: thing.available, all: thing.quantity })}
    </StatusPill>
  );
}

const DAY_SECONDS = 86_400;

/** "3 days", "2 hours", in the language of the page. */
export function lengthText(seconds: number, locale: string): string {
  const inDays = seconds % DAY_SECONDS === 0;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: inDays ? 'day' : seconds % 3_600 === 0 ? 'hour' : 'minute',
    unitDisplay: 'long',
  }).format(seconds / (inDays ? DAY_SECONDS : seconds % 3_600 === 0 ? 3_600 : 60));
}

/** On what terms it is lent, as sentences. */
export function TermsList({ terms }: { terms: LoanTerms }) {
  const p = useThingsText();
  const lines = [
    p('terms.longest', { length: lengthText(terms.max_loan_seconds, p.locale) }),
    terms.max_extensions > 0 ? p.count('terms.extensions', terms.max_extensions) : undefined,
    ...terms.deposit_e8s.map((e8s) => p('terms.deposit', { amount: qikAmount(e8s, p.locale) })),
    terms.approval ? p('terms.approval') : undefined,
    terms.text || undefined,
  ];
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5">
      {lines.filter(Boolean).map((line) => (
        <li key={line} className="whitespace-pre-line break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** Amounts of tokens for people: every decimal that counts, nothing rounded, never a float. */

/** How a token is counted: the smallest unit is the `decimals`th decimal. */
export type Unit = { symbol: string; decimals: number };
/** Fewer than two look like a count. */
const SHOWN_MIN = 2;
const WHOLE_DIGITS_MAX = 15;

/** "1,234.50 QIK", or "−0.125 ICP": exact, in the reader's notation. */
export function tokenAmount(units: bigint, unit: Unit, locale: string): string {
  if (units < 0n) return `\u2212${tokenAmount(-units, unit, locale)}`;
  const one = 10n ** BigInt(unit.decimals);
  const whole = new Intl.NumberFormat(locale).format(units / one);
  const digits = unit.decimals === 0 ? '' : (units % one).toString().padStart(unit.decimals, '0');
  const kept = Math.min(SHOWN_MIN, unit.decimals);
  const shown = digits.replace(/0+$/, '').padEnd(kept, '0');
  return `${whole}${shown === '' ? '' : decimalMark(locale) + shown}\u00a0${unit.symbol}`;
}

/** The same as somebody would type it: no groups, no symbol, no zeros that say nothing. */
export function plainAmount(units: bigint, { decimals }: Unit, locale: string): string {
  const one = 10n ** BigInt(decimals);
  const digits = (units % one).toString().padStart(decimals, '0').replace(/0+$/, '');
  return digits === '' ? String(units / one) : `${units / one}${decimalMark(locale)}${digits}`;
}

function part(locale: string, type: 'decimal' | 'group'): string | undefined {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(12345.5);
  return parts.find((each) => each.type === type)?.value;
}
const decimalMark = (locale: string): string => part(locale, 'decimal') ?? '.';

/** What is wrong with a typed amount. */
export type AmountProblem =
  | 'format'
  /** More decimals than the token has. */
  | 'decimals'
  /** Here the mark groups thousands: it could mean a thousand times as much. */
  | 'ambiguous';
export type ReadAmount = { units: bigint } | { problem: AmountProblem };

/**
 * What somebody typed. One mark, a comma or a point, stands before the decimals; thousands are not
 * grouped. "1.000" is refused where readers group with a point: it might be one, or a thousand.
 */
export function readAmount(text: string, { decimals }: Unit, locale: string): ReadAmount {
  const [, whole, mark, fraction = ''] = /^(\d+)(?:([.,])(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || whole.length > WHOLE_DIGITS_MAX) return { problem: 'format' };
  const looksGrouped = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (looksGrouped && mark === part(locale, 'group')) return { problem: 'ambiguous' };
  if (fraction.length > decimals) return { problem: 'decimals' };
  return { units: BigInt(whole + fraction.padEnd(decimals, '0')) };
}

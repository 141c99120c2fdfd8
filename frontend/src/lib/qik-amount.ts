/** Amounts of QIK for people: every decimal that counts, nothing rounded, never a float. */
const DECIMALS = 8;
const UNIT = 10n ** BigInt(DECIMALS);
/** Fewer than two look like a count. */
const SHOWN_MIN = 2;

/** "1,234.50 QIK", or "−0.125 QIK": exact, in the reader's notation. */
export function qikAmount(e8s: bigint, locale: string): string {
  if (e8s < 0n) return `\u2212${qikAmount(-e8s, locale)}`;
  const whole = new Intl.NumberFormat(locale).format(e8s / UNIT);
  const digits = (e8s % UNIT).toString().padStart(DECIMALS, '0');
  const shown = digits.replace(/0+$/, '').padEnd(SHOWN_MIN, '0');
  return `${whole}${decimalMark(locale)}${shown}\u00a0QIK`;
}

function decimalMark(locale: string): string {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1.1);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/**
 * What somebody typed, in the smallest unit; undefined when it is no amount. One mark, a comma or a
 * point, stands before the decimals: thousands are not grouped, so nothing can be misread.
 */
export function readQik(text: string): bigint | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,8}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, whole = '0', decimals = ''] = match;
  return BigInt(whole) * UNIT + BigInt(decimals.padEnd(DECIMALS, '0'));
}

/** An amount as somebody would type it; what `readQik` reads. */
export function typedQik(e8s: bigint): string {
  const decimals = (e8s % UNIT).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  return decimals === '' ? `${e8s / UNIT}` : `${e8s / UNIT}.${decimals}`;
}

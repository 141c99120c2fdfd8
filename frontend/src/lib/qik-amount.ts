/** Amounts of QIK for people. */
import { plainAmount, readAmount, tokenAmount, type Unit } from './token-amount.ts';

export const QIK: Unit = { symbol: 'QIK', decimals: 8 };

/** "1,234.50 QIK", or "−0.125 QIK": exact, in the reader's notation. */
export const qikAmount = (e8s: bigint, locale: string): string => tokenAmount(e8s, QIK, locale);

const NO_GROUPS = 'fr';
const POINT = 'en';
/**
 * A price somebody typed, in the smallest unit; undefined when it is no amount. One mark, a comma or
 * a point, stands before the decimals: thousands are not grouped.
 */
export function readQik(text: string): bigint | undefined {
  const found = readAmount(text, QIK, NO_GROUPS);
  return 'units' in found ? found.units : undefined;
}

/** An amount as somebody would type it; what `readQik` reads. */
export const typedQik = (e8s: bigint): string => plainAmount(e8s, QIK, POINT);

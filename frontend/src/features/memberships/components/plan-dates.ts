import type { MembershipPlan } from '@qikcard/contracts';
import { localZone } from '../../../lib/local-zone.ts';
import { toMs } from '../../../lib/time.ts';

/** "1 Mar 2026 – 28 Feb 2027": first and last day of a pass. */
export function planDates(plan: MembershipPlan, locale: string): string {
  const days = new Intl.DateTimeFormat(locale, { timeZone: localZone(), dateStyle: 'medium' });
  return days.formatRange(toMs(plan.valid_from_ns), toMs(plan.valid_until_ns) - 1);
}

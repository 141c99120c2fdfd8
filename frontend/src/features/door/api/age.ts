/** Ages that staff see proven at a door: a card is looked at once, and the canister remembers the years. */
import { expectOk } from '@qikcard/client';
import {
  type DoorPlan,
  readCredential,
  readToken,
  type Scan,
  type ScanRefusal,
} from '@qikcard/contracts';
import { useMutation } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

export type AgeAsked = { registrationId: bigint; years: number };

/** Who would be let in as soon as staff have seen how old they are; undefined when that is not why. */
export function ageAsked(refusal: ScanRefusal, { payload }: Pick<Scan, 'payload'>) {
  const years = 'RuleRefused' in refusal ? yearsIn(refusal.RuleRefused.rule) : undefined;
  const registrationId = years === undefined ? undefined : holderOf(Uint8Array.from(payload));
  if (years === undefined || registrationId === undefined) return undefined;
  return { registrationId, years } satisfies AgeAsked;
}

/** The most years that a refused rule asks for; one that asks for somebody younger cannot be helped. */
function yearsIn(rule: string): number | undefined {
  const words = rule.split(',').map((word) => word.split(':'));
  if (words.some(([key]) => key === 'not')) return undefined;
  const asked = words.filter(([key]) => key === 'min-age').map(([, years]) => Number(years));
  return asked.length > 0 ? Math.max(...asked) : undefined;
}

/** Whose code it is, which the canister has proven before a rule is asked; a card does not say. */
function holderOf(payload: Uint8Array): bigint | undefined {
  const credential = readCredential(payload);
  if (credential === undefined) return undefined;
  if ('token' in credential) return readToken(credential.token)?.subject;
  return 'registrationId' in credential ? credential.registrationId : undefined;
}

/** The ages that any list of a plan asks for, youngest first. */
export function agesOf({ lists }: Pick<DoorPlan, 'lists'>): number[] {
  const asked = lists.flatMap(({ rules }) =>
    rules.flatMap((rule) => ('MinAge' in rule ? [rule.MinAge] : [])),
  );
  return [...new Set(asked)].sort((a, b) => a - b);
}

/** Staff have seen that a guest is so old. */
export function useAgeSeen() {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async ({ registrationId, years }: AgeAsked) =>
      expectOk(await qik.event.set_age_checked(registrationId, years)),
  });
}

/** Names for what operators are told to do; apart from the rest, since no first page needs them. */

/** Every step that another canister can hold up, by what it is a step of. */
export const STUCK_STEPS = {
  sale: ['Collect', 'PaySeller', 'PayDesigner'],
  bitcoin: ['accepted', 'planned', 'signed', 'sent', 'seen'],
  ledger: ['accepted', 'sending', 'checking'],
  ckbtc: ['accepted', 'allowing', 'asking', 'checking', 'taken', 'sent'],
  evm: ['accepted', 'planned', 'signed', 'sent', 'seen'],
} as const;
export type StuckKind = keyof typeof STUCK_STEPS;
export const STUCK_CODES = Object.entries(STUCK_STEPS).flatMap(([kind, steps]) =>
  steps.map((step) => `${kind}.${step}`),
);

/** The code of a step; none for a step that waits by itself or is the last one. */
export function stuckCode(kind: StuckKind, step: string): [] | [string] {
  const code = `${kind}.${step}`;
  return STUCK_CODES.includes(code) ? [code] : [];
}

/** Uses up what somebody was admitted with, in the message that admits. */
import type { Spending } from './domain/proof.ts';
import { consumeStep } from './passes.ts';
import { consumeToken, type TokenUse } from './tokens.ts';

/** After this the same code is refused as used. */
export function spend(spends: Spending, registrationId: bigint, use: TokenUse): void {
  if ('token' in spends) consumeToken(spends.token, use);
  else consumeStep(registrationId, spends.step, use, use.atNs);
}

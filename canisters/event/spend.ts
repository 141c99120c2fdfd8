/** Uses up what somebody was admitted with, in the message that admits. */
import { consumeTap } from './cards.ts';
import type { Spending } from './domain/proof.ts';
import { consumeStep } from './passes.ts';
import { consumeToken, type TokenUse } from './tokens.ts';

/** After this the same code is refused as used. */
export function spend(spends: Spending, registrationId: bigint, use: TokenUse): void {
  if ('token' in spends) consumeToken(spends.token, use);
  else if ('card' in spends) {
    const { eventId, uid, counter } = spends.card;
    consumeTap(eventId, uid, counter, use);
  } else consumeStep(registrationId, spends.step, use, use.atNs);
}

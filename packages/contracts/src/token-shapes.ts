/** One-time tokens as they are asked for and handed out. */
import { blob, type Infer, nat64, nothing, record, variant } from './candid.ts';

export const TokenPurpose = variant({
  check_in: nothing,
  check_out: nothing,
  resource_checkout: nothing,
  resource_checkin: nothing,
});
export const IssuedToken = record({ token: blob, expires_at_ns: nat64, purpose: TokenPurpose });
export type IssuedToken = Infer<typeof IssuedToken>;

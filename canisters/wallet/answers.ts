/** Refusals that every kind of payment has, said once. */
import { err, ok, type Result, type WalletRefusal } from '@qikcard/contracts';

type Refused = { Err: WalletRefusal };

/** A request id of the client's, by which the same request is the same payment. */
export const REQUEST_ID_BYTES = 16;
export const invalid = (field: string, problem: string): Refused =>
  err({ Invalid: { field, problem } });
export const unavailable = (reason: string): Refused => err({ ChainUnavailable: { reason } });
export const tooOften = (retry_after_seconds: number): Refused =>
  err({ RateLimited: { retry_after_seconds } });

/** What an outside canister answers; one that does not is a refusal with this reason, not a bug. */
export async function answered<T>(
  question: () => Promise<T>,
  otherwise: string,
): Promise<Result<T, WalletRefusal>> {
  try {
    return ok(await question());
  } catch {
    return unavailable(otherwise);
  }
}

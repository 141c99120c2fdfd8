/** Work over several canisters that does not get on: what operators see of it and may do. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';

export const StuckSaga = record({
  id: nat64,
  /** What it is about, such as `sale`. */
  kind: text,
  /** The step that does not succeed. */
  step: text,
  began_at_ns: nat64,
  /** When it last got on. */
  moved_at_ns: nat64,
  next_try_at_ns: nat64,
  attempts: nat32,
  last_error: opt(text),
  /** A sentence for the operator. */
  advice: text,
  /** What the advice is about, for those who have words of their own: one of `stuck-codes.ts`. */
  code: opt(text),
});
export type StuckSaga = Infer<typeof StuckSaga>;

export const SagaRefusal = variant({ Forbidden: nothing, UnknownSaga: nothing });
export type SagaRefusal = Infer<typeof SagaRefusal>;

export const sagasApi = {
  /** Admins: what has been tried five times without success, oldest first. */
  stuck_sagas: query(
    [opt(nat64), nat32],
    result(record({ sagas: vec(StuckSaga), next: opt(nat64) }), variant({ Forbidden: nothing })),
  ),
  /** Admins: tries a step again now. Harmless: no step takes effect twice. */
  retry_saga: update([nat64], result(nothing, SagaRefusal)),
};

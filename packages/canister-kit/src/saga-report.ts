/** What operators see of sagas that do not get on; `sagasApi` of the contracts. */
import { err, ok, PAGE_MAX, type StuckSaga, toOpt } from '@qikcard/contracts';
import { handle, handleQuery, hasRole } from './instance.ts';
import type { SagaEntry, Sagas } from './saga.ts';

/** Names of a state, and what somebody may do about it. */
export type SagaWords = Pick<StuckSaga, 'kind' | 'step' | 'advice' | 'code'>;

/** The answers of `stuck_sagas` and `retry_saga`. */
export function sagaReport<S>(sagas: () => Sagas<S>, words: (state: S) => SagaWords) {
  const rowOf = (entry: SagaEntry<S>): StuckSaga => ({
    id: entry.id,
    ...words(entry.state),
    began_at_ns: entry.beganAtNs,
    moved_at_ns: entry.movedAtNs,
    next_try_at_ns: entry.dueAtNs,
    attempts: entry.attempts,
    last_error: toOpt(entry.lastError),
  });
  return {
    stuck: ([behind]: [] | [bigint], limit: number) =>
      handleQuery('stuck_sagas', hasRole('admin'), () => {
        const size = Math.max(1, Math.min(limit, PAGE_MAX));
        const found = sagas().stuck(behind, size + 1);
        const next = toOpt(found.length > size ? found[size - 1].id : undefined);
        return ok({ sagas: found.slice(0, size).map(rowOf), next });
      }),
    retry: (id: bigint) =>
      handle('retry_saga', hasRole('admin'), (call) => {
        call.subject = id.toString();
        return sagas().retry(id) ? ok(null) : err({ UnknownSaga: null });
      }),
  };
}

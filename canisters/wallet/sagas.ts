/** The journal of the wallet: every kind of work over several calls, and what operators see of it. */
import { createSagas, ic, type SagaOutcome, sagaReport } from '@qikcard/canister-kit';
import { stepBitcoin } from './bitcoin/steps.ts';
import { type BitcoinSaga, bitcoinAdvice } from './domain/bitcoin/saga.ts';
import { sagaCodec, type WalletSaga } from './domain/sagas.ts';
import { sagaMap } from './store.ts';

export const sagas = createSagas<WalletSaga>(
  { map: sagaMap, nowNs: ic.nowNs, setTimer: ic.setTimer },
  {
    codec: sagaCodec,
    step: async (id, { bitcoin }, nowNs) => of(await stepBitcoin(id, bitcoin, nowNs)),
  },
);

/** An outcome of one kind as one of the journal. */
function of(outcome: SagaOutcome<BitcoinSaga>): SagaOutcome<WalletSaga> {
  if ('done' in outcome) return { done: { bitcoin: outcome.done } };
  return 'next' in outcome ? { ...outcome, next: { bitcoin: outcome.next } } : outcome;
}

export const report = sagaReport(
  () => sagas,
  ({ bitcoin }) => ({
    kind: 'bitcoin payment',
    step: bitcoin.step,
    advice: bitcoinAdvice[bitcoin.step],
  }),
);

/** The journal of the wallet: every kind of work over several calls, and what operators see of it. */
import {
  createSagas,
  ic,
  type SagaOutcome,
  type SagaWords,
  sagaReport,
} from '@qikcard/canister-kit';
import { stepLedger } from './accounts/steps.ts';
import { stepBitcoin } from './bitcoin/steps.ts';
import { bitcoinAdvice } from './domain/bitcoin/saga.ts';
import { ledgerAdvice } from './domain/ledger/saga.ts';
import { sagaCodec, type WalletSaga } from './domain/sagas.ts';
import { sagaMap } from './store.ts';

export const sagas = createSagas<WalletSaga>(
  { map: sagaMap, nowNs: ic.nowNs, setTimer: ic.setTimer },
  { codec: sagaCodec, step },
);

async function step(
  id: bigint,
  { bitcoin, ledger }: WalletSaga,
  nowNs: bigint,
): Promise<SagaOutcome<WalletSaga>> {
  if (bitcoin) return as(await stepBitcoin(id, bitcoin, nowNs), (state) => ({ bitcoin: state }));
  return as(await stepLedger(id, ledger, nowNs), (state) => ({ ledger: state }));
}

/** An outcome of one kind as one of the journal. */
function as<S>(outcome: SagaOutcome<S>, wrap: (state: S) => WalletSaga): SagaOutcome<WalletSaga> {
  if ('done' in outcome) return { done: wrap(outcome.done) };
  return 'next' in outcome ? { ...outcome, next: wrap(outcome.next) } : outcome;
}

function wordsOf({ bitcoin, ledger }: WalletSaga): SagaWords {
  if (bitcoin) {
    return { kind: 'bitcoin payment', step: bitcoin.step, advice: bitcoinAdvice[bitcoin.step] };
  }
  return { kind: `ledger ${ledger.kind}`, step: ledger.step, advice: ledgerAdvice[ledger.step] };
}

export const report = sagaReport(() => sagas, wordsOf);

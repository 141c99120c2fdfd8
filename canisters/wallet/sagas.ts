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
import { stepCkbtc } from './ckbtc/steps.ts';
import { bitcoinAdvice } from './domain/bitcoin/saga.ts';
import { ckbtcAdvice } from './domain/ckbtc/saga.ts';
import { evmAdvice } from './domain/evm/saga.ts';
import { type LedgerSaga, ledgerAdvice } from './domain/ledger/saga.ts';
import { sagaCodec, type WalletSaga } from './domain/sagas.ts';
import { stepEvm } from './evm/steps.ts';
import { sagaMap } from './store.ts';

export const sagas = createSagas<WalletSaga>(
  { map: sagaMap, nowNs: ic.nowNs, setTimer: ic.setTimer },
  { codec: sagaCodec, step },
);

async function step(
  id: bigint,
  { bitcoin, ledger, ckbtc, evm }: WalletSaga,
  nowNs: bigint,
): Promise<SagaOutcome<WalletSaga>> {
  if (evm) return as(await stepEvm(id, evm, nowNs), (state) => ({ evm: state }));
  if (ckbtc) return as(await stepCkbtc(id, ckbtc, nowNs), (state) => ({ ckbtc: state }));
  if (bitcoin) return as(await stepBitcoin(id, bitcoin, nowNs), (state) => ({ bitcoin: state }));
  return as(await stepLedger(id, ledger as LedgerSaga, nowNs), (state) => ({ ledger: state }));
}

/** An outcome of one kind as one of the journal. */
function as<S>(outcome: SagaOutcome<S>, wrap: (state: S) => WalletSaga): SagaOutcome<WalletSaga> {
  if ('done' in outcome) return { done: wrap(outcome.done) };
  return 'next' in outcome ? { ...outcome, next: wrap(outcome.next) } : outcome;
}

function wordsOf({ bitcoin, ledger, ckbtc, evm }: WalletSaga): SagaWords {
  if (evm) {
    return { kind: `payment on chain ${evm.chain}`, step: evm.step, advice: evmAdvice[evm.step] };
  }
  if (ckbtc) return { kind: 'ckBTC withdrawal', step: ckbtc.step, advice: ckbtcAdvice[ckbtc.step] };
  if (bitcoin) {
    return { kind: 'bitcoin payment', step: bitcoin.step, advice: bitcoinAdvice[bitcoin.step] };
  }
  const { kind, step: at } = ledger as LedgerSaga;
  return { kind: `ledger ${kind}`, step: at, advice: ledgerAdvice[at] };
}

export const report = sagaReport(() => sagas, wordsOf);

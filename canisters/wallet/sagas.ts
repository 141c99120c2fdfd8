/** The journal of the wallet: every kind of work over several calls, and what operators see of it. */
import {
  createSagas,
  ic,
  type SagaOutcome,
  type SagaWords,
  sagaReport,
} from '@qikcard/canister-kit';
import { type StuckKind, stuckCode } from '@qikcard/contracts';
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
  if (evm) return words('evm', `payment on chain ${evm.chain}`, evm.step, evmAdvice);
  if (ckbtc) return words('ckbtc', 'ckBTC withdrawal', ckbtc.step, ckbtcAdvice);
  if (bitcoin) return words('bitcoin', 'bitcoin payment', bitcoin.step, bitcoinAdvice);
  const { kind, step: at } = ledger as LedgerSaga;
  return words('ledger', `ledger ${kind}`, at, ledgerAdvice);
}

function words<S extends string>(
  of: StuckKind,
  kind: string,
  at: S,
  advice: Record<S, string>,
): SagaWords {
  return { kind, step: at, advice: advice[at], code: stuckCode(of, at) };
}

export const report = sagaReport(() => sagas, wordsOf);

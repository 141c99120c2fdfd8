/** The journal of the wallet: every kind of work over several calls, and what operators see of it. */
import type { Principal } from '@dfinity/principal';
import {
  createSagas,
  ic,
  recordOwn,
  type SagaEntry,
  type SagaOutcome,
  type SagaWords,
  sagaReport,
} from '@qikcard/canister-kit';
import { err, ok, type Result, type WalletRefusal } from '@qikcard/contracts';
import { type StuckKind, stuckCode } from '@qikcard/contracts/stuck-codes';
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
  if (evm) return as(id, await stepEvm(id, evm, nowNs), (state) => ({ evm: state }));
  if (ckbtc) return as(id, await stepCkbtc(id, ckbtc, nowNs), (state) => ({ ckbtc: state }));
  if (bitcoin) {
    return as(id, await stepBitcoin(id, bitcoin, nowNs), (state) => ({ bitcoin: state }));
  }
  return as(id, await stepLedger(id, ledger as LedgerSaga, nowNs), (state) => ({ ledger: state }));
}

/** An outcome of one kind as one of the journal; an end is in the audit trail, like the beginning. */
function as<S extends { step: string; reason: string }>(
  id: bigint,
  outcome: SagaOutcome<S>,
  wrap: (state: S) => WalletSaga,
): SagaOutcome<WalletSaga> {
  if ('done' in outcome) {
    const done = wrap(outcome.done);
    const { step: end, reason } = outcome.done;
    const { method, subject } = beginningOf(id, done);
    const name = `${end[0].toUpperCase()}${end.slice(1)}`;
    recordOwn(method, end === 'failed' ? `${name}: ${reason}` : name, subject);
    return { done };
  }
  return 'next' in outcome ? { ...outcome, next: wrap(outcome.next) } : outcome;
}

/** The call that began it, and how it named it. */
function beginningOf(id: bigint, { bitcoin, ckbtc, evm, ledger }: WalletSaga) {
  if (evm) return { method: 'send_evm', subject: `payment ${id}` };
  if (ckbtc) return { method: 'withdraw_ckbtc', subject: `withdrawal ${id}` };
  if (bitcoin) return { method: 'send_bitcoin', subject: `payment ${id}` };
  return { method: (ledger as LedgerSaga).kind, subject: `order ${id}` };
}

/** One of the owner's own as `view` shows it; of others there is none. */
export function seenBy<K extends keyof WalletSaga, V>(
  owner: Principal,
  kind: K,
  id: bigint,
  view: (entry: SagaEntry<WalletSaga>, saga: NonNullable<WalletSaga[K]>) => V,
): Result<V, WalletRefusal> {
  const entry = sagas.get(id);
  const saga = entry?.state[kind];
  if (!entry || saga?.owner.compareTo(owner) !== 'eq') return err({ UnknownSend: null });
  return ok(view(entry, saga));
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

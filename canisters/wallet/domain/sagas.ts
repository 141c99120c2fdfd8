/** All kinds of sagas of the wallet under one codec; numbers of kinds are for ever. */
import { binary } from '@qikcard/contracts';
import { type BitcoinSaga, bitcoinSagaFields } from './bitcoin/saga.ts';
import { type CkbtcSaga, ckbtcSagaFields } from './ckbtc/saga.ts';
import { type EvmSaga, evmSagaFields } from './evm/saga.ts';
import { firstLedgerSagaFields, type LedgerSaga, ledgerSagaFields } from './ledger/saga.ts';

type Kinds = { bitcoin: BitcoinSaga; ledger: LedgerSaga; ckbtc: CkbtcSaga; evm: EvmSaga };
/** Exactly one of the kinds. */
export type WalletSaga = {
  [K in keyof Kinds]: Pick<Kinds, K> & { [Other in Exclude<keyof Kinds, K>]?: undefined };
}[keyof Kinds];

const BITCOIN = 1;
const FIRST_LEDGER = 2;
const LEDGER = 3;
const CKBTC = 4;
const EVM = 5;

export const sagaCodec = binary.versioned<WalletSaga>(1, {
  write: (writer, { bitcoin, ledger, ckbtc, evm }) => {
    if (bitcoin) {
      writer.u8(BITCOIN);
      bitcoinSagaFields.write(writer, bitcoin);
    } else if (ledger) {
      writer.u8(LEDGER);
      ledgerSagaFields.write(writer, ledger);
    } else if (ckbtc) {
      writer.u8(CKBTC);
      ckbtcSagaFields.write(writer, ckbtc);
    } else if (evm) {
      writer.u8(EVM);
      evmSagaFields.write(writer, evm);
    }
  },
  read: (reader) => {
    const kind = reader.u8();
    if (kind === BITCOIN) return { bitcoin: bitcoinSagaFields.read(reader) };
    if (kind === FIRST_LEDGER) {
      return { ledger: { ...firstLedgerSagaFields.read(reader), untilNs: 0n, day: 0 } };
    }
    if (kind === LEDGER) return { ledger: ledgerSagaFields.read(reader) };
    if (kind === CKBTC) return { ckbtc: ckbtcSagaFields.read(reader) };
    if (kind === EVM) return { evm: evmSagaFields.read(reader) };
    throw new RangeError(`unknown kind of saga ${kind}`);
  },
});

/** All kinds of sagas of the wallet under one codec; numbers of kinds are for ever. */
import { binary } from '@qikcard/contracts';
import { type BitcoinSaga, bitcoinSagaFields } from './bitcoin/saga.ts';
import { firstLedgerSagaFields, type LedgerSaga, ledgerSagaFields } from './ledger/saga.ts';

/** Exactly one of the kinds. */
export type WalletSaga =
  | { bitcoin: BitcoinSaga; ledger?: undefined }
  | { ledger: LedgerSaga; bitcoin?: undefined };

const BITCOIN = 1;
const FIRST_LEDGER = 2;
const LEDGER = 3;

export const sagaCodec = binary.versioned<WalletSaga>(1, {
  write: (writer, saga) => {
    if (saga.bitcoin) {
      writer.u8(BITCOIN);
      bitcoinSagaFields.write(writer, saga.bitcoin);
    } else {
      writer.u8(LEDGER);
      ledgerSagaFields.write(writer, saga.ledger);
    }
  },
  read: (reader) => {
    const kind = reader.u8();
    if (kind === BITCOIN) return { bitcoin: bitcoinSagaFields.read(reader) };
    if (kind === FIRST_LEDGER) {
      return { ledger: { ...firstLedgerSagaFields.read(reader), untilNs: 0n, day: 0 } };
    }
    if (kind === LEDGER) return { ledger: ledgerSagaFields.read(reader) };
    throw new RangeError(`unknown kind of saga ${kind}`);
  },
});

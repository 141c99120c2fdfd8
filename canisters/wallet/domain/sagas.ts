/** All kinds of sagas of the wallet under one codec; numbers of kinds are for ever. */
import { binary } from '@qikcard/contracts';
import { type BitcoinSaga, bitcoinSagaFields } from './bitcoin/saga.ts';

export type WalletSaga = { bitcoin: BitcoinSaga };

const BITCOIN = 1;

export const sagaCodec = binary.versioned<WalletSaga>(1, {
  write: (writer, { bitcoin }) => {
    writer.u8(BITCOIN);
    bitcoinSagaFields.write(writer, bitcoin);
  },
  read: (reader) => {
    const kind = reader.u8();
    if (kind !== BITCOIN) throw new RangeError(`unknown kind of saga ${kind}`);
    return { bitcoin: bitcoinSagaFields.read(reader) };
  },
});

/** What the wallet canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary } from '@qikcard/contracts';
import { escrowFields, escrowFieldsV1 } from './domain/escrow.ts';

const { bytes, fixedBytes, nat, oneOf, optional, principalField, str, struct, u8, u64, versioned } =
  binary;

const member = struct({ sinceNs: u64 });
const allowance = struct({ amount: nat, expiresAtNs: optional(u64) });
/** By block: the holder is in the block, and in the index. */
const reward = struct({ id: u64, atNs: u64, amount: nat, eventId: optional(u64) });

/** Of one person; addresses and scripts follow from the keys, and are kept because that is dear. */
const bitcoinKeys = struct({
  ecdsa: fixedBytes(33),
  schnorr: fixedBytes(33),
  p2wpkh: str,
  p2wpkhScript: bytes,
  p2tr: str,
  p2trScript: bytes,
});
const bitcoinNetwork = optional(oneOf('mainnet', 'testnet', 'regtest'));

/** A ledger that admins trust, as it described itself. */
const ledger = struct({ name: str, symbol: str, decimals: u8, fee: nat });

export type BitcoinKeysRow = binary.ValueOf<typeof bitcoinKeys>;
export type RewardRow = binary.ValueOf<typeof reward>;

export const codecs = {
  member: versioned(1, member),
  amount: versioned(1, nat),
  allowance: versioned(1, allowance),
  block: versioned(1, u64),
  reward: versioned(1, reward),
  saga: versioned(1, u64),
  bitcoinKeys: versioned(1, bitcoinKeys),
  bitcoinNetwork: versioned(1, bitcoinNetwork),
  ledger: versioned(1, ledger),
  escrow: versioned(2, escrowFields, {
    1: (reader) => ({ ...escrowFieldsV1.read(reader), resourceId: undefined }),
  }),
  organizer: versioned(1, principalField),
};

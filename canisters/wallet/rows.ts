/** What the wallet canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary } from '@qikcard/contracts';
import { escrowFields, escrowFieldsV1 } from './domain/escrow.ts';

const {
  bytes,
  fixedBytes,
  nat,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u8,
  u32,
  u64,
  versioned,
} = binary;

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

/** Rules of spending; amounts in the smallest unit of their asset. */
const rules = struct({ perDay: nat, waitFrom: optional(nat), waitSeconds: u32 });
const ownRules = struct({ rules, pending: optional(rules), fromNs: u64 });
const spent = struct({ day: u32, amount: nat });

/** An entry of an address book. */
const address = struct({
  label: str,
  kind: oneOf('bitcoin', 'icrc', 'evm'),
  address: str,
  savedAtNs: u64,
});

/** Amounts are what the minter said when it was set. */
const ckbtc = optional(
  struct({ minter: principalField, ledger: principalField, least: u64, confirmations: u32 }),
);

/** Of one person, for all chains of Ethereum's kind. */
const evmKey = struct({ publicKey: fixedBytes(33), address: str });
/** What a payment may take from a balance; of blocks before `block` only, when it is in one. */
const evmHeld = struct({ amount: nat, block: optional(u64) });
const evmKeyName = optional(oneOf('key_1', 'test_key_1', 'dfx_test_key'));

export type EvmHeldRow = binary.ValueOf<typeof evmHeld>;
export type EvmKeyRow = binary.ValueOf<typeof evmKey>;
export type AddressRow = binary.ValueOf<typeof address>;
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
  rules: versioned(1, rules),
  ownRules: versioned(1, ownRules),
  spent: versioned(1, spent),
  address: versioned(1, address),
  ckbtc: versioned(1, ckbtc),
  text: versioned(1, str),
  evmKey: versioned(1, evmKey),
  evmHeld: versioned(2, evmHeld, {
    1: (reader) => ({ amount: nat.read(reader), block: undefined }),
  }),
  evmKeyName: versioned(1, evmKeyName),
};

/** What the wallet asks of the Bitcoin canister and of the subnet's keys. Whoever calls pays. */
import { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import {
  BitcoinNetwork,
  blob,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  update,
  variant,
  vec,
} from '@qikcard/contracts';
import type { NetworkName, PublicKeys } from '../domain/bitcoin/addresses.ts';
import type { InputKind } from '../domain/bitcoin/fees.ts';
import type { Coin } from '../domain/bitcoin/selection.ts';

const MANAGEMENT = Principal.managementCanister();
const BILLION = 1_000_000_000n;
const networks: Record<NetworkName, { id: string; key: string; signature: bigint }> = {
  mainnet: { id: 'ghsi2-tqaaa-aaaan-aaaca-cai', key: 'key_1', signature: 27n * BILLION },
  testnet: { id: 'g4xu7-jiaaa-aaaan-aaaaq-cai', key: 'test_key_1', signature: 11n * BILLION },
  regtest: { id: 'g4xu7-jiaaa-aaaan-aaaaq-cai', key: 'dfx_test_key', signature: 11n * BILLION },
};
/** What the Bitcoin canister wants to see; what it does not use comes back. */
const price = {
  utxos: 10n * BILLION,
  fees: BILLION / 10n,
  send: 5n * BILLION,
  sendByte: BILLION / 50n,
};
/** Below this the canister keeps its cycles for what it is there for. */
const RESERVE_CYCLES = 500n * BILLION;
const PAGES_MAX = 10;

const Utxo = record({
  outpoint: record({ txid: blob, vout: nat32 }),
  value: nat64,
  height: nat32,
});
const UtxosArgs = record({
  network: BitcoinNetwork,
  address: text,
  filter: opt(variant({ min_confirmations: nat32, page: blob })),
});
const Utxos = record({ utxos: vec(Utxo), tip_height: nat32, next_page: opt(blob) });
const EcdsaId = record({ curve: variant({ secp256k1: nothing }), name: text });
const SchnorrId = record({
  algorithm: variant({ bip340secp256k1: nothing, ed25519: nothing }),
  name: text,
});
const owned = { canister_id: opt(principal), derivation_path: vec(blob) };
const PublicKey = record({ public_key: blob });
const Signature = record({ signature: blob });
const methods = {
  bitcoin_get_utxos: update([UtxosArgs], Utxos),
  bitcoin_get_current_fee_percentiles: update([record({ network: BitcoinNetwork })], vec(nat64)),
  bitcoin_send_transaction: update(
    [record({ network: BitcoinNetwork, transaction: blob })],
    nothing,
  ),
  ecdsa_public_key: update([record({ ...owned, key_id: EcdsaId })], PublicKey),
  schnorr_public_key: update([record({ ...owned, key_id: SchnorrId })], PublicKey),
  sign_with_ecdsa: update(
    [record({ message_hash: blob, derivation_path: vec(blob), key_id: EcdsaId })],
    Signature,
  ),
  sign_with_schnorr: update(
    [
      record({
        message: blob,
        derivation_path: vec(blob),
        key_id: SchnorrId,
        aux: opt(variant({ bip341: record({ merkle_root_hash: blob }) })),
      }),
    ],
    Signature,
  ),
};

const named = (name: NetworkName) => ({ [name]: null }) as BitcoinNetwork;
const canisterOf = (name: NetworkName) => Principal.fromText(networks[name].id);
const ecdsaId = (name: NetworkName) => ({ curve: { secp256k1: null }, name: networks[name].key });
const schnorrId = (name: NetworkName) => ({
  algorithm: { bip340secp256k1: null },
  name: networks[name].key,
});
/** Per person, and apart from every other use of the same key. */
const pathOf = (owner: Principal): Uint8Array[] => [
  ...['qik', 'btc'].map((part) => new TextEncoder().encode(part)),
  owner.toUint8Array(),
];

/** Whether so many signatures, and the questions around them, can be paid for. */
export const canAfford = (name: NetworkName, signatures: number): boolean =>
  ic.cycles() > RESERVE_CYCLES + networks[name].signature * BigInt(signatures) + 4n * price.utxos;

/** The public keys of one person, which cost nothing. */
export async function publicKeys(name: NetworkName, owner: Principal): Promise<PublicKeys> {
  const common = { canister_id: [], derivation_path: pathOf(owner) };
  const ask = <K extends 'ecdsa_public_key' | 'schnorr_public_key'>(method: K, key_id: object) =>
    ic.call(MANAGEMENT, method, methods[method] as (typeof methods)['ecdsa_public_key'], [
      { ...common, key_id },
    ]);
  const [ecdsa, schnorr] = await Promise.all([
    ask('ecdsa_public_key', ecdsaId(name)),
    ask('schnorr_public_key', schnorrId(name)),
  ]);
  return { ecdsa: Uint8Array.from(ecdsa.public_key), schnorr: Uint8Array.from(schnorr.public_key) };
}

/** Signs one input's hash: 64 bytes, for about a cent on mainnet. */
export async function sign(
  name: NetworkName,
  owner: Principal,
  kind: InputKind,
  hash: Uint8Array,
): Promise<Uint8Array> {
  const derivation_path = pathOf(owner);
  const cycles = networks[name].signature;
  const { signature } =
    kind === 'p2wpkh'
      ? await ic.call(
          MANAGEMENT,
          'sign_with_ecdsa',
          methods.sign_with_ecdsa,
          [{ message_hash: hash, derivation_path, key_id: ecdsaId(name) }],
          cycles,
        )
      : await ic.call(
          MANAGEMENT,
          'sign_with_schnorr',
          methods.sign_with_schnorr,
          [{ message: hash, derivation_path, key_id: schnorrId(name), aux: [keyPathOnly] }],
          cycles,
        );
  return Uint8Array.from(signature);
}
/** BIP-341: the key of an output that has no scripts. */
const keyPathOnly = { bip341: { merkle_root_hash: new Uint8Array() } };

/** Coins of an address in blocks, as they were when the last `confirmations` - 1 had not come yet. */
export async function unspent(
  name: NetworkName,
  address: string,
  kind: InputKind,
  confirmations: number,
): Promise<{ coins: Coin[]; height: number }> {
  const coins: Coin[] = [];
  let filter: object = { min_confirmations: confirmations };
  for (let page = 0; page < PAGES_MAX; page++) {
    const found = await ic.call(
      canisterOf(name),
      'bitcoin_get_utxos',
      methods.bitcoin_get_utxos,
      [{ network: named(name), address, filter: [filter] }],
      price.utxos,
    );
    for (const { outpoint, value, height } of found.utxos) {
      coins.push({
        ...{ txid: Uint8Array.from(outpoint.txid), vout: outpoint.vout },
        ...{ value, height, kind },
      });
    }
    const [next] = found.next_page;
    if (next === undefined) return { coins, height: found.tip_height };
    filter = { page: Uint8Array.from(next) };
  }
  throw new Error('more coins than can be counted');
}

/** Recent fee rates by percentile. */
export async function feePercentiles(name: NetworkName): Promise<bigint[]> {
  const method = 'bitcoin_get_current_fee_percentiles';
  const args = [{ network: named(name) }];
  const rates = await ic.call(canisterOf(name), method, methods[method], args, price.fees);
  return Array.from(rates);
}

/** Hands a transaction to the Bitcoin network; the same bytes again change nothing. */
export async function broadcast(name: NetworkName, transaction: Uint8Array): Promise<void> {
  const method = 'bitcoin_send_transaction';
  const args = [{ network: named(name), transaction }];
  const cycles = price.send + price.sendByte * BigInt(transaction.length);
  await ic.call(canisterOf(name), method, methods[method], args, cycles);
}

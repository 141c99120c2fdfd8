/** Sets a wallet up as a file says: Bitcoin, ledgers, ckBTC, chains and what may be spent on a day. */
import { readFileSync } from 'node:fs';
import { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import {
  type Actors,
  type BitcoinNetwork,
  fromOpt,
  type SpendingAsset,
  type SpendingRules,
} from '@qikcard/contracts';

/** Amounts are in the smallest unit, as text where they are large. */
type Limits = { perDay: string | number; waitFrom?: string | number; waitSeconds?: number };
export type WalletConfig = {
  bitcoin?: { network: 'mainnet' | 'testnet' | 'regtest'; limits?: Limits };
  ledgers?: { id: string; limits?: Limits }[];
  ckbtc?: { minter: string; ledger: string };
  chains?: { id: number; rpc?: string; limits?: Limits }[];
};
type Wallet = Actors['wallet'];

const KEYS = ['bitcoin', 'ledgers', 'ckbtc', 'chains'];
const WAIT_SECONDS = 600;

/** The configuration in a JSON file; throws with a sentence for what is none. */
export function readWalletConfig(path: string): WalletConfig {
  const config = JSON.parse(readFileSync(path, 'utf8')) as WalletConfig;
  const unknown = Object.keys(config).find((key) => !KEYS.includes(key));
  if (unknown) throw new Error(`${path}: "${unknown}" is none of ${KEYS.join(', ')}.`);
  return config;
}

/**
 * Makes a wallet what the file says, as an admin; tells what it changed. Doing it again changes
 * nothing. What is set up and not in the file stays: an account somewhere may hold something.
 */
export async function configureWallet(
  wallet: Wallet,
  { bitcoin, ledgers = [], ckbtc, chains = [] }: WalletConfig,
  report: (line: string) => void,
): Promise<void> {
  if (bitcoin) {
    const now = fromOpt(await wallet.bitcoin_network());
    if (!now || !(bitcoin.network in now)) {
      expectOk(await wallet.set_bitcoin_network({ [bitcoin.network]: null } as BitcoinNetwork));
      report(`Bitcoin: ${bitcoin.network}`);
    }
    await setLimits(wallet, { Bitcoin: null }, bitcoin.limits, report);
  }
  const trusted = (await wallet.ledgers()).map(({ ledger }) => ledger.toText());
  for (const { id, limits } of ledgers) {
    const ledger = Principal.fromText(id);
    if (!trusted.includes(id)) {
      const { symbol } = expectOk(await wallet.add_ledger(ledger));
      report(`ledger ${symbol}: ${id}`);
    }
    await setLimits(wallet, { Ledger: ledger }, limits, report);
  }
  if (ckbtc) await setCkbtc(wallet, ckbtc, report);
  const known = await wallet.evm_chains();
  for (const { id, rpc, limits } of chains) {
    const there = known.find(({ chain_id }) => chain_id === BigInt(id));
    if (!there || (rpc !== undefined && there.rpc.toText() !== rpc)) {
      const given = rpc === undefined ? [] : [Principal.fromText(rpc)];
      const asked = { chain_id: BigInt(id), rpc: given as [] | [Principal] };
      report(`chain ${expectOk(await wallet.set_evm_chain(asked)).name}: ${id}`);
    }
    await setLimits(wallet, { Evm: BigInt(id) }, limits, report);
  }
}

async function setCkbtc(
  wallet: Wallet,
  { minter, ledger }: { minter: string; ledger: string },
  report: (line: string) => void,
): Promise<void> {
  const now = fromOpt(await wallet.ckbtc());
  if (now?.minter.toText() === minter && now.ledger.toText() === ledger) return;
  const asked = { minter: Principal.fromText(minter), ledger: Principal.fromText(ledger) };
  expectOk(await wallet.set_ckbtc(asked));
  report(`ckBTC: minter ${minter}`);
}

async function setLimits(
  wallet: Wallet,
  asset: SpendingAsset,
  limits: Limits | undefined,
  report: (line: string) => void,
): Promise<void> {
  if (limits === undefined) return;
  const rules: SpendingRules = {
    per_day: BigInt(limits.perDay),
    wait_from: limits.waitFrom === undefined ? [] : [BigInt(limits.waitFrom)],
    wait_seconds: limits.waitSeconds ?? WAIT_SECONDS,
  };
  const nameOf = (each: SpendingAsset) => Object.entries(each)[0].map(String).join(' ');
  const all = await wallet.spending_limits();
  const now = all.find((each) => nameOf(each.asset) === nameOf(asset))?.usual;
  const same =
    now?.per_day === rules.per_day &&
    now.wait_from[0] === rules.wait_from[0] &&
    now.wait_seconds === rules.wait_seconds;
  if (same) return;
  expectOk(await wallet.set_usual_limits(asset, rules));
  report(`limits of ${nameOf(asset)}: ${rules.per_day} a day`);
}

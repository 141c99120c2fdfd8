/** Addresses and output scripts of Bitcoin (BIP-173, BIP-350, Base58Check), by `@scure/btc-signer`. */
import type { BitcoinNetwork } from '@qikcard/contracts';
import { Address, OutScript, p2tr, p2wpkh } from '@scure/btc-signer';

type Parameters = { bech32: string; pubKeyHash: number; scriptHash: number; wif: number };
const networks: Record<string, Parameters> = {
  mainnet: { bech32: 'bc', pubKeyHash: 0x00, scriptHash: 0x05, wif: 0x80 },
  testnet: { bech32: 'tb', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef },
  regtest: { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef },
};
export type NetworkName = 'mainnet' | 'testnet' | 'regtest';
export const networkName = (network: BitcoinNetwork): NetworkName =>
  Object.keys(network)[0] as NetworkName;

/** The two public keys of one person: SEC1 compressed, 33 bytes each. */
export type PublicKeys = { ecdsa: Uint8Array; schnorr: Uint8Array };
export type Wallet = {
  p2wpkh: { address: string; script: Uint8Array };
  p2tr: { address: string; script: Uint8Array };
};

/** Both addresses of these keys; the Taproot one has no script path (BIP-86 way of tweaking). */
export function walletOf({ ecdsa, schnorr }: PublicKeys, network: NetworkName): Wallet {
  const witness = p2wpkh(ecdsa, networks[network]);
  const taproot = p2tr(schnorr.slice(1), undefined, networks[network]);
  return {
    p2wpkh: { address: witness.address as string, script: witness.script },
    p2tr: { address: taproot.address as string, script: taproot.script },
  };
}

/** The script that pays an address of this network; undefined for what is none. */
export function scriptOf(address: string, network: NetworkName): Uint8Array | undefined {
  if (address.length > 90) return undefined;
  try {
    const decoded = Address(networks[network]).decode(address.trim());
    return OutScript.encode(decoded);
  } catch {
    return undefined;
  }
}

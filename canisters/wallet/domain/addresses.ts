/** Whether something is an address, by the rules of its network, and how that network writes it. */
import type { AddressNetwork } from '@qikcard/contracts';
import { accountFromText, accountToText } from '@qikcard/contracts/icrc/account-text';
import { type NetworkName, scriptOf } from './bitcoin/addresses.ts';
import { evmAddress } from './evm/address.ts';

export type AddressKind = 'bitcoin' | 'icrc' | 'evm';
const kinds: Record<string, AddressKind> = { Bitcoin: 'bitcoin', Icrc: 'icrc', Evm: 'evm' };
export const addressKind = (network: AddressNetwork): AddressKind => kinds[Object.keys(network)[0]];
const networks: Record<AddressKind, AddressNetwork> = {
  bitcoin: { Bitcoin: null },
  icrc: { Icrc: null },
  evm: { Evm: null },
};
export const addressNetwork = (kind: AddressKind): AddressNetwork => networks[kind];

/** The address as its network writes it; a sentence where it is none. */
export function checkedAddress(
  kind: AddressKind,
  given: string,
  bitcoin: NetworkName | undefined,
): { address: string } | { problem: string } {
  const text = given.trim();
  if (kind === 'icrc') {
    const account = accountFromText(text);
    return account ? { address: accountToText(account) } : { problem: 'this is no account' };
  }
  if (kind === 'evm') {
    const address = evmAddress(text);
    return address ? { address } : { problem: 'this is no Ethereum address' };
  }
  if (bitcoin === undefined) return { problem: 'no Bitcoin network is set up here' };
  if (scriptOf(text, bitcoin) === undefined) {
    return { problem: 'this is no Bitcoin address of this network' };
  }
  // Bech32 means the same in capitals; Base58 does not.
  return { address: /^[A-Z0-9]+$/.test(text) ? text.toLowerCase() : text };
}

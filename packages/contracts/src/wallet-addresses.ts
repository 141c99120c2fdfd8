/** The address book: where somebody sends to, under names of their own. Nobody else sees it. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { WalletRefusal } from './wallet-refusal.ts';

export const AddressNetwork = variant({
  /** Of the Bitcoin network that this wallet is on. */
  Bitcoin: nothing,
  /** An account on ICRC ledgers, in the text form of ICRC-1. */
  Icrc: nothing,
  /** 20 bytes in hex (EIP-55), the same on every chain of Ethereum's kind. */
  Evm: nothing,
});
export type AddressNetwork = Infer<typeof AddressNetwork>;

export const SavedAddress = record({
  id: nat64,
  label: text,
  network: AddressNetwork,
  /** As its network writes it, checksums included. */
  address: text,
  saved_at_ns: nat64,
});
export type SavedAddress = Infer<typeof SavedAddress>;

export const SaveAddressArgs = record({
  /** One that is there already gets this label and address; otherwise it is a new one. */
  id: opt(nat64),
  label: text,
  network: AddressNetwork,
  address: text,
});
export type SaveAddressArgs = Infer<typeof SaveAddressArgs>;

export const ADDRESSES_MAX = 100;
export const ADDRESS_LABEL_MAX_CHARS = 60;

export const addressesApi = {
  save_address: update([SaveAddressArgs], result(SavedAddress, WalletRefusal)),
  remove_address: update([nat64], result(nothing, WalletRefusal)),
  /** Removes all of them; answers how many there were. */
  erase_addresses: update([], result(nat32, WalletRefusal)),
  /** All of the caller's, at most `ADDRESSES_MAX`, in the order they were saved. */
  saved_addresses: query([], vec(SavedAddress)),
};

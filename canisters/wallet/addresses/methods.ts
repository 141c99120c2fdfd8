/** The address book of the caller. */
import type { Principal } from '@dfinity/principal';
import { type Call, expose, handle, ic, rateLimit, signedIn } from '@qikcard/canister-kit';
import {
  ADDRESS_LABEL_MAX_CHARS,
  ADDRESSES_MAX,
  err,
  fromOpt,
  ok,
  type Result,
  type SaveAddressArgs,
  type SavedAddress,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import { invalid, tooOften } from '../answers.ts';
import { networkNow } from '../bitcoin/people.ts';
import { addressKind, addressNetwork, checkedAddress } from '../domain/addresses.ts';
import type { AddressRow } from '../rows.ts';
import { addressCount, addresses, addressOrder } from '../store.ts';

const changes = rateLimit({ burst: 30, perMinute: 10 });

export class AddressBook {
  @expose(walletApi.save_address)
  save_address(args: SaveAddressArgs): Result<SavedAddress, WalletRefusal> {
    return handle('save_address', signedIn, (call) => save(call, args));
  }
  @expose(walletApi.remove_address)
  remove_address(id: bigint): Result<null, WalletRefusal> {
    return handle('remove_address', signedIn, (call) => {
      call.subject = `address ${id}`;
      remove(call.caller, id);
      return ok(null);
    });
  }
  @expose(walletApi.erase_addresses)
  erase_addresses(): Result<number, WalletRefusal> {
    return handle('erase_addresses', signedIn, ({ caller, nowNs }) =>
      ok(eraseAddresses(caller, nowNs)),
    );
  }
  @expose(walletApi.saved_addresses)
  saved_addresses(): SavedAddress[] {
    return bookOf(ic.caller()).map(([id, row]) => addressOf(id, row));
  }
}

const bookOf = (owner: Principal): [bigint, AddressRow][] =>
  addressOrder.scan({ prefix: [owner], limit: ADDRESSES_MAX }).flatMap(([, id]) => {
    const row = addresses.get([owner, id]);
    return row ? [[id, row] as [bigint, AddressRow]] : [];
  });

function remove(owner: Principal, id: bigint): void {
  addresses.remove([owner, id]);
  addressOrder.remove([owner, id]);
}

/** Forgets what somebody saved up to a time; gives how many. */
export function eraseAddresses(owner: Principal, untilNs: bigint): number {
  const old = bookOf(owner).filter(([, { savedAtNs }]) => savedAtNs <= untilNs);
  for (const [id] of old) remove(owner, id);
  return old.length;
}

function save(call: Call, args: SaveAddressArgs): Result<SavedAddress, WalletRefusal> {
  const { caller, nowNs } = call;
  const label = args.label.trim();
  if (label === '') return invalid('label', 'give it a name');
  if (label.length > ADDRESS_LABEL_MAX_CHARS) return invalid('label', 'it is too long');
  const wait = changes.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const kind = addressKind(args.network);
  const checked = checkedAddress(kind, args.address, networkNow());
  if ('problem' in checked) return invalid('address', checked.problem);
  const { address } = checked;
  const book = bookOf(caller);
  const known = fromOpt(args.id);
  const before = book.find(([id]) => id === known)?.[1];
  if (known !== undefined && before === undefined) return invalid('id', 'it was removed');
  const twin = book.find(
    ([id, row]) => id !== known && row.kind === kind && row.address === address,
  );
  if (twin) return invalid('address', `you have it as “${twin[1].label}”`);
  if (known === undefined && book.length >= ADDRESSES_MAX) {
    return err({ LimitReached: { what: 'addresses', limit: ADDRESSES_MAX } });
  }
  const id = known ?? addressCount.add();
  const row: AddressRow = { label, kind, address, savedAtNs: nowNs };
  addresses.put([caller, id], row);
  addressOrder.insert([caller, id]);
  call.subject = `address ${id}`;
  return ok(addressOf(id, row));
}

const addressOf = (id: bigint, { label, kind, address, savedAtNs }: AddressRow): SavedAddress => ({
  ...{ id, label, address, network: addressNetwork(kind), saved_at_ns: savedAtNs },
});

import { Principal } from '@dfinity/principal';
import { depositAccountOf } from '@qikcard/contracts/deposit-account';
import { type Account, accountOf } from '@qikcard/contracts/icrc/account';
import { accountFromText, accountToText } from '@qikcard/contracts/icrc/account-text';
import { useEffect } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useWalletText } from '../../../locales/wallet.ts';
import { usePerson } from '../../profile/api/profile.ts';
import { useSettled } from '../../profile/api/username.ts';
import { personName } from '../../profile/components/person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from '../api/assets.ts';
import { shortened } from './short-name.ts';

export type Recipient = { to: string; name: string };
type Props = {
  asset: Asset;
  value: string;
  onType(value: string): void;
  /** Whether somebody tried to go on without one. */
  tried: boolean;
  problem?: string | undefined;
  onChange(recipient: Recipient | undefined): void;
};

const BITCOIN = /^[a-zA-Z0-9]{14,90}$/;

/** To whom: a person by username, an account, or an address of Bitcoin. */
export function RecipientField(props: Props) {
  return props.asset.kind === 'bitcoin' ? <AddressField {...props} /> : <AccountField {...props} />;
}

const plain = { autoCapitalize: 'none', autoComplete: 'off', spellCheck: false } as const;

function AddressField({ value, onType, tried, problem, onChange }: Props) {
  const p = useWalletText();
  const to = value.trim();
  const fits = BITCOIN.test(to);
  useEffect(() => {
    onChange(fits ? { to, name: shortened(to) } : undefined);
  }, [fits, to, onChange]);
  const error =
    problem ?? (tried && !fits ? p(to ? 'send.toAddress' : 'send.toMissing') : undefined);
  return (
    <TextField
      label={p('send.to')}
      hint={p('send.toBitcoin')}
      {...(error ? { error } : {})}
      {...plain}
      value={value}
      onChange={({ target }) => onType(target.value)}
    />
  );
}

function AccountField({ asset, value, onType, tried, onChange }: Props) {
  const p = useWalletText();
  const { principal: own = '', network } = useSession();
  const wallet = Principal.fromText(network.canisters.wallet);
  const typed = value.trim();
  const account = accountFromText(typed);
  const username = account ? '' : typed.replace(/^@/, '');
  const settled = useSettled(username);
  const search = usePerson(/^[\w-]{1,64}$/.test(settled) ? settled : '');
  const found = settled === username && username !== '' ? search.data : undefined;
  // People have no key to an account of their own on other ledgers: there it is the one in here.
  const accountIn = (person: Principal): Account =>
    asset.kind === 'ledger' ? depositAccountOf(wallet, person) : accountOf(person);
  const meant = account ?? (found && accountIn(found.principal));
  const to = meant && accountToText(meant);
  const isSelf = to !== undefined && to === accountToText(accountIn(Principal.fromText(own)));
  const name = found ? personName(found) : to === undefined ? '' : shortened(to);
  useEffect(() => {
    onChange(to !== undefined && !isSelf ? { to, name } : undefined);
  }, [to, name, isSelf, onChange]);
  const searching = username !== '' && (settled !== username || search.isFetching);
  const error = isSelf
    ? p('send.toSelf')
    : typed === ''
      ? tried && p('send.toMissing')
      : !meant && !searching && p('send.toUnknown');
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={p('send.to')}
        hint={p('send.toHint')}
        {...(error ? { error } : {})}
        {...plain}
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
      {found && to && !isSelf && (
        <div role="status" className="flex items-center gap-3 rounded-md bg-sunken p-3">
          <Avatar name={name.replace('@', '')} />
          <p className="min-w-0 flex-1">
            <span className="block truncate font-semibold text-sm">{name}</span>
            <span className="block truncate text-muted text-xs">
              {asset.kind === 'ledger' ? (
                p('send.toWallet')
              ) : (
                <span className="font-mono">{to}</span>
              )}
            </span>
          </p>
        </div>
      )}
    </div>
  );
}

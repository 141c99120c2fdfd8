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
import { type Asset, isChain } from '../api/assets.ts';
import { isToBitcoin } from '../api/ckbtc.ts';
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

const shapes = { bitcoin: /^[a-zA-Z0-9]{14,90}$/, evm: /^0x[0-9a-fA-F]{40}$/ } as const;

/** To whom: a person by username, an account, or an address of Bitcoin. */
export function RecipientField(props: Props) {
  return isChain(props.asset) ? <AddressField {...props} /> : <AccountField {...props} />;
}

const plain = { autoCapitalize: 'none', autoComplete: 'off', spellCheck: false } as const;

function AddressField({ asset, value, onType, tried, problem, onChange }: Props) {
  const p = useWalletText();
  const to = value.trim();
  const kind = asset.kind === 'evm' ? 'evm' : 'bitcoin';
  const fits = shapes[kind].test(to);
  useEffect(() => {
    onChange(fits ? { to, name: shortened(to) } : undefined);
  }, [fits, to, onChange]);
  const error =
    problem ??
    (tried && !fits
      ? p(to ? 'send.toAddress' : 'send.toMissing', { network: asset.name })
      : undefined);
  return (
    <TextField
      label={p('send.to')}
      hint={p('send.toChain', { network: asset.name })}
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
  const username = account || isToBitcoin(asset, typed) ? '' : typed.replace(/^@/, '');
  const settled = useSettled(username);
  const search = usePerson(/^[\w-]{1,64}$/.test(settled) ? settled : '');
  const found = settled === username && username !== '' ? search.data : undefined;
  // People have no key to an account of their own on other ledgers: there it is the one in here.
  const accountIn = (person: Principal): Account =>
    asset.kind === 'ledger' ? depositAccountOf(wallet, person) : accountOf(person);
  const meant = account ?? (found && accountIn(found.principal));
  const bitcoin = isToBitcoin(asset, typed);
  const to = bitcoin ? typed : meant && accountToText(meant);
  const isSelf = to !== undefined && to === accountToText(accountIn(Principal.fromText(own)));
  const name = found && !bitcoin ? personName(found) : to === undefined ? '' : shortened(to);
  useEffect(() => {
    onChange(to !== undefined && !isSelf ? { to, name } : undefined);
  }, [to, name, isSelf, onChange]);
  const searching = username !== '' && (settled !== username || search.isFetching);
  const error = isSelf
    ? p('send.toSelf')
    : typed === ''
      ? tried && p('send.toMissing')
      : !meant && !bitcoin && !searching && p('send.toUnknown');
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={p('send.to')}
        hint={p(asset.kind === 'ledger' && asset.ckbtc ? 'send.toHintCkbtc' : 'send.toHint')}
        {...(error ? { error } : {})}
        {...plain}
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
      {found && !bitcoin && to && !isSelf && (
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

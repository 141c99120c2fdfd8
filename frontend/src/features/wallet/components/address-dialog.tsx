import { QikCardError } from '@qikcard/client';
import { ADDRESS_LABEL_MAX_CHARS, type SavedAddress, toOpt } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { QIK } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useWalletText } from '../../../locales/wallet.ts';
import {
  type NetworkName,
  networkOf,
  useAddressSteps,
  useSavedAddresses,
} from '../api/addresses.ts';
import { useAssets } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';

type Props = { saved?: SavedAddress; onClose(): void };

/** An address and what to call it; its network checks it. */
export function AddressDialog({ saved, onClose }: Props) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const { save } = useAddressSteps();
  const assets = useAssets().data ?? [];
  const known = useSavedAddresses().data ?? [];
  const [label, setLabel] = useState(saved?.label ?? '');
  const [network, setNetwork] = useState<NetworkName>(saved ? networkOf(saved) : 'Icrc');
  const [address, setAddress] = useState(saved?.address ?? '');
  const [tried, setTried] = useState(false);
  // An address of Bitcoin is checked against the chain that is set up.
  const hasBitcoin = assets.some(({ kind }) => kind === 'bitcoin');
  const networks: NetworkName[] = hasBitcoin ? ['Icrc', 'Bitcoin', 'Evm'] : ['Icrc', 'Evm'];
  const wrong = fieldOf(save.error) === 'address';
  const here = address.trim();
  const twin = known.some((each) => each.address === here && each.id !== saved?.id);
  const problem = twin ? p('book.twin') : p('book.addressWrong');
  const submit = () => {
    setTried(true);
    if (label.trim() === '' || address.trim() === '') return;
    save.mutate(
      {
        id: toOpt(saved?.id),
        label: label.trim(),
        network: { [network]: null } as SavedAddress['network'],
        address: address.trim(),
      },
      {
        onSuccess: () => {
          say(p('book.saved', { label: label.trim() }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={p(saved ? 'book.editTitle' : 'book.newTitle')}>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={p('book.label')}
          hint={p('book.labelHint')}
          {...(tried && label.trim() === '' ? { error: p('book.labelMissing') } : {})}
          maxLength={ADDRESS_LABEL_MAX_CHARS}
          autoComplete="off"
          value={label}
          onChange={({ target }) => setLabel(target.value)}
        />
        <Select
          label={p('book.network')}
          value={network}
          onChange={({ target }) => {
            setNetwork(target.value as NetworkName);
            save.reset();
          }}
        >
          {networks.map((each) => (
            <option key={each} value={each}>
              {p(`book.network.${each}`)}
            </option>
          ))}
        </Select>
        <TextField
          label={p('book.address')}
          {...(wrong || (tried && here === '') ? { error: problem } : {})}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          value={address}
          onChange={({ target }) => {
            setAddress(target.value);
            save.reset();
          }}
        />
        {save.isError && !wrong && (
          <Notice tone="problem">{walletErrorText(save.error, t, p, QIK)}</Notice>
        )}
        <Button type="submit" wide busy={save.isPending}>
          {t('action.save')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Which input a canister found wrong. */
export function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof QikCardError) || error.code !== 'Invalid') return undefined;
  return (error.data as { field?: string }).field;
}

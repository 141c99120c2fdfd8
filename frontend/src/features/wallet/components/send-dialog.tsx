import { useCallback, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useText } from '../../../lib/text.tsx';
import { plainAmount, readAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { networkFor, networkOf, useSavedAddresses } from '../api/addresses.ts';
import { type Asset, type Balance, isChain } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import { type Quote, type Speed, useQuote } from '../api/quote.ts';
import { fieldOf } from './address-dialog.tsx';
import { AmountField, useAmountProblem } from './amount-field.tsx';
import { type Recipient, RecipientField } from './recipient-field.tsx';
import { SendConfirm } from './send-confirm.tsx';

type Props = { asset: Asset; balance: Balance; onClose(): void };
type Ready = { recipient: Recipient; quote: Quote; speed: Speed };

/** Sending in two steps: to whom and how much, then whether that is right. */
export function SendDialog({ asset, balance, onClose }: Props) {
  const p = useWalletText();
  const [ready, setReady] = useState<Ready>();
  const [checking, setChecking] = useState(false);
  // What was typed stays while somebody looks at it again.
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={checking ? p('send.check') : p('send.title', { symbol: asset.symbol })}
    >
      <div className={checking ? 'hidden' : undefined}>
        <SendForm
          asset={asset}
          balance={balance}
          onReady={(next) => {
            setReady(next);
            setChecking(true);
          }}
        />
      </div>
      {checking && ready && (
        <SendConfirm asset={asset} {...ready} onBack={() => setChecking(false)} onClose={onClose} />
      )}
    </Dialog>
  );
}

const speeds = ['slow', 'normal', 'fast'] as const;

type FormProps = { asset: Asset; balance: Balance; onReady(ready: Ready): void };

function SendForm({ asset, balance, onReady }: FormProps) {
  const t = useText();
  const p = useWalletText();
  const [to, setTo] = useState('');
  const [recipient, setRecipient] = useState<Recipient>();
  const [text, setText] = useState('');
  const [everything, setEverything] = useState(false);
  const [speed, setSpeed] = useState<Speed>('normal');
  const [tried, setTried] = useState(false);
  const quote = useQuote(asset);
  const saved = useSavedAddresses().data;
  const problem = useAmountProblem(text, asset, balance, everything);
  const { reset } = quote;
  const choose = useCallback((next: Recipient | undefined) => setRecipient(next), []);
  const all = () => {
    const rest = balance.spendable - ('fee' in asset ? asset.fee : 0n);
    setText(plainAmount(rest > 0n ? rest : 0n, asset, t.locale));
    setEverything(true);
    reset();
  };
  const next = () => {
    setTried(true);
    const read = readAmount(text, asset, t.locale);
    if (!recipient || problem || !('units' in read)) return;
    const label = saved?.find(({ address }) => address === recipient.to)?.label;
    const named = label === undefined ? recipient : { ...recipient, name: label };
    const wish = { to: recipient.to, amount: read.units, speed, everything };
    quote.mutate(wish, {
      onSuccess: (found) => onReady({ recipient: named, quote: found, speed }),
    });
  };
  // The chain's own judgement of an address.
  const badAddress = fieldOf(quote.error) === 'to';
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <SavedChoice
        asset={asset}
        value={to}
        onChoose={(value) => {
          setTo(value);
          reset();
        }}
      />
      <RecipientField
        asset={asset}
        value={to}
        tried={tried}
        problem={badAddress ? p('send.toAddress', { network: asset.name }) : undefined}
        onType={(value) => {
          setTo(value);
          reset();
        }}
        onChange={choose}
      />
      <AmountField
        asset={asset}
        balance={balance}
        value={text}
        problem={problem}
        tried={tried}
        onType={(value) => {
          setText(value);
          setEverything(false);
          reset();
        }}
        onEverything={all}
      />
      {isChain(asset) && (
        <Select
          label={p('send.speed')}
          value={speed}
          onChange={({ target }) => setSpeed(target.value as Speed)}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {p(`send.speed.${each}`)}
            </option>
          ))}
        </Select>
      )}
      {quote.isError && !badAddress && (
        <Notice tone="problem">{walletErrorText(quote.error, t, p, asset)}</Notice>
      )}
      <Button type="submit" wide busy={quote.isPending}>
        {p('send.next')}
      </Button>
    </form>
  );
}

type ChoiceProps = { asset: Asset; value: string; onChoose(address: string): void };

/** Somebody from the address book; nothing while it has nobody for this network. */
function SavedChoice({ asset, value, onChoose }: ChoiceProps) {
  const p = useWalletText();
  const saved = useSavedAddresses().data ?? [];
  const fitting = saved.filter((each) => networkOf(each) === networkFor(asset));
  if (fitting.length === 0) return null;
  const chosen = fitting.some(({ address }) => address === value) ? value : '';
  return (
    <Select label={p('book.from')} value={chosen} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{p('book.fromNobody')}</option>
      {fitting.map(({ id, label, address }) => (
        <option key={String(id)} value={address}>
          {label}
        </option>
      ))}
    </Select>
  );
}

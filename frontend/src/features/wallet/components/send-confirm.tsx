import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { Sums } from '../../badges/components/amounts.tsx';
import type { Asset } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import { newIntent } from '../api/intents.ts';
import type { Quote, Speed } from '../api/quote.ts';
import { nothingDone, SENDING, useSend } from '../api/send.ts';
import type { Recipient } from './recipient-field.tsx';

type Props = {
  asset: Asset;
  recipient: Recipient;
  quote: Quote;
  speed: Speed;
  onBack(): void;
  onClose(): void;
};

/** The whole payment once more, in words and letter by letter; then it is made, once. */
export function SendConfirm({ asset, recipient, quote, speed, onBack, onClose }: Props) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  // The same one for every press: asking again never pays again.
  const [intent, setIntent] = useState(() => intentOf(asset, recipient, quote, speed));
  const { name, to } = recipient;
  const amount = tokenAmount(quote.amount, asset, t.locale);
  const send = useSend(SENDING, () => {
    say(asset.kind === 'qik' ? p('send.done', { amount, name }) : p('send.accepted'));
    onClose();
  });
  const open = send.isError && !nothingDone(send.error);
  const press = () => {
    // What was refused is over: another try is another payment.
    const used = send.isError && !open ? intentOf(asset, recipient, quote, speed) : intent;
    setIntent(used);
    send.mutate({ asset, intent: used });
  };
  return (
    <div className="flex flex-col gap-5">
      <p className="wrap-anywhere text-lg">{p('send.sentence', { amount, name })}</p>
      <div className="rounded-md bg-sunken p-4">
        <p className="text-muted text-sm">{p('send.account')}</p>
        <p className="wrap-anywhere pt-1 font-mono text-sm">{to}</p>
      </div>
      <Sums
        unit={asset}
        rows={[
          [p('send.amount'), quote.amount],
          [p(quote.feeMost > quote.fee ? 'send.feeMost' : 'send.fee'), quote.feeMost],
          [p('send.sum'), quote.amount + quote.feeMost],
        ]}
      />
      {quote.arrives !== undefined && (
        <p className="tabular">
          {p('send.arrives', { amount: tokenAmount(quote.arrives, asset, t.locale) })}
        </p>
      )}
      <p className="text-muted text-sm">{p('send.final')}</p>
      {send.isError && <Notice tone="problem">{walletErrorText(send.error, t, p, asset)}</Notice>}
      <div className="flex flex-wrap justify-end gap-3">
        {!open && (
          <Button look="secondary" onClick={onBack} disabled={send.isPending}>
            {p('send.back')}
          </Button>
        )}
        <Button busy={send.isPending} onClick={press}>
          {open ? p('open.ask') : p('send.action', { amount })}
        </Button>
      </div>
    </div>
  );
}

const intentOf = (asset: Asset, { to, name }: Recipient, quote: Quote, speed: Speed) =>
  newIntent({
    ...{ asset: asset.key, to, name, speed },
    amount: String(quote.amount),
    fee: String(quote.limit ?? quote.feeMost),
  });

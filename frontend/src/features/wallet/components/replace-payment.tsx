import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import type { Asset } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import { useReplace } from '../api/history.ts';

/** Chains take a payment in the place of another when it pays a tenth more; an eighth has room. */
const dearer = (fee: bigint): bigint => fee + (fee + 7n) / 8n;

type Props = { asset: Asset; id: bigint; fee: bigint };

/** What can be done about a payment that no block takes: pay more, or let nothing take its place. */
export function ReplacePayment({ asset, id, fee }: Props) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const [by, setBy] = useState<'Faster' | 'Nothing'>();
  const replace = useReplace();
  const most = dearer(fee);
  const done = () => {
    say(p('replace.done'));
    setBy(undefined);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="secondary" onClick={() => setBy('Faster')}>
        {p('replace.Faster')}
      </Button>
      <Button look="danger" onClick={() => setBy('Nothing')}>
        {p('replace.Nothing')}
      </Button>
      {by && (
        <ConfirmDialog
          open
          look={by === 'Faster' ? 'primary' : 'danger'}
          title={p(`replace.${by}`)}
          text={p(`replace.${by}.ask`, { fee: tokenAmount(most, asset, t.locale) })}
          action={p(`replace.${by}`)}
          busy={replace.isPending}
          error={replace.error}
          describe={(error) => walletErrorText(error, t, p, asset)}
          onConfirm={() => replace.mutate({ id, by, most }, { onSuccess: done })}
          onClose={() => setBy(undefined)}
        />
      )}
    </div>
  );
}

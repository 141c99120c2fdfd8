import type { SavedAddress } from '@qikcard/contracts';
import { BookUser, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { QIK } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useWalletText } from '../../../locales/wallet.ts';
import { networkOf, useAddressSteps, useSavedAddresses } from '../api/addresses.ts';
import { walletErrorText } from '../api/error-words.ts';
import { AddressDialog } from './address-dialog.tsx';

/** Where somebody sends to, under names of their own. */
export function AddressBookPage() {
  const p = useWalletText();
  const saved = useSavedAddresses();
  const [open, setOpen] = useState<SavedAddress | 'new'>();
  return (
    <Page
      title={p('book')}
      lead={p('book.lead')}
      back={{ to: '/wallet', label: p('title') }}
      width="narrow"
      action={
        <Button icon={Plus} onClick={() => setOpen('new')}>
          {p('book.new')}
        </Button>
      }
    >
      {saved.isPending && <SkeletonRows rows={3} className="h-16 rounded-md" />}
      {saved.isError && <ErrorPanel error={saved.error} onRetry={() => saved.refetch()} />}
      {saved.data?.length === 0 && (
        <EmptyState drawing="key" title={p('book.noneTitle')}>
          {p('book.none')}
        </EmptyState>
      )}
      {saved.data && saved.data.length > 0 && (
        <Card>
          <ul>
            {saved.data.map((each) => (
              <Line key={String(each.id)} saved={each} onEdit={() => setOpen(each)} />
            ))}
          </ul>
        </Card>
      )}
      {open && (
        <AddressDialog
          {...(open === 'new' ? {} : { saved: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
}

function Line({ saved, onEdit }: { saved: SavedAddress; onEdit(): void }) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const { remove } = useAddressSteps();
  const [asking, setAsking] = useState(false);
  const { label } = saved;
  const removed = () => {
    say(p('book.removed', { label }));
    setAsking(false);
  };
  return (
    <li className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-4 last:border-b-0">
      <BookUser aria-hidden size={20} className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="wrap-anywhere font-medium">{label}</p>
        <p className="text-muted text-sm">{p(`book.network.${networkOf(saved)}`)}</p>
        <p className="wrap-anywhere font-mono text-muted text-xs">{saved.address}</p>
      </div>
      <div className="flex gap-2">
        <Button look="secondary" aria-label={p('book.editOf', { label })} onClick={onEdit}>
          {p('book.edit')}
        </Button>
        <Button
          look="danger"
          aria-label={p('book.removeOf', { label })}
          onClick={() => setAsking(true)}
        >
          {p('book.remove')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          open
          title={p('book.removeOf', { label })}
          text={p('book.removeAsk')}
          action={p('book.remove')}
          busy={remove.isPending}
          error={remove.error}
          describe={(error) => walletErrorText(error, t, p, QIK)}
          onConfirm={() => remove.mutate(saved.id, { onSuccess: removed })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

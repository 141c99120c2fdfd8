import type { Registration } from '@qikcard/contracts';
import { Download, Link2 } from 'lucide-react';
import { useGateText } from '../../../locales/gate.ts';
import { receiptLink, writeReceipt } from '../api/receipt-file.ts';
import { useReceipt } from '../api/receipts.ts';

const look =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-4 font-semibold text-sm underline-offset-4 hover:underline';

/** The proof of this entry, to keep as a file or to open. */
export function ReceiptActions({ registration }: { registration: Registration }) {
  const g = useGateText();
  const { data: receipt } = useReceipt(registration);
  if (!receipt) return <p className="text-sm">{g('receiptSoon')}</p>;
  const save = () => {
    const file = new Blob([writeReceipt(receipt)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `qikcard-entry-${registration.id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="flex flex-wrap justify-center gap-2">
      <button type="button" className={look} onClick={save}>
        <Download aria-hidden size={18} />
        {g('receiptGet')}
      </button>
      <a className={look} href={receiptLink(receipt, window.location.origin)}>
        <Link2 aria-hidden size={18} />
        {g('receiptOpen')}
      </a>
    </div>
  );
}

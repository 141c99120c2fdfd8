import type { Admission } from '@qikcard/contracts';
import { FileCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useGateText } from '../../../locales/gate.ts';
import { useEvent } from '../../events/api/events.ts';
import { readReceipt, readReceiptLink } from '../api/receipt-file.ts';
import { useCheck } from '../api/receipts.ts';

/** Whether a proof of entry is true, for anybody: checked here, against the key of the network. */
export function ReceiptPage() {
  const g = useGateText();
  const { hash } = useLocation();
  const [given, setGiven] = useState<Admission | 'unreadable'>();
  const carried = hash.length > 1 ? (readReceiptLink(hash) ?? 'unreadable') : undefined;
  const shown = given ?? carried;
  const key = shown === undefined || shown === 'unreadable' ? String(shown) : keyOf(shown);
  return (
    <Page title={g('receipt')} lead={g('receiptLead')} width="narrow">
      {shown === undefined && <Choose onGiven={setGiven} />}
      {shown === 'unreadable' && <False />}
      {shown !== undefined && shown !== 'unreadable' && <Checked key={key} admission={shown} />}
      {shown !== undefined && <Choose onGiven={setGiven} again />}
    </Page>
  );
}

const keyOf = ({ registration_id, at_ns, receipt, witness }: Admission): string =>
  [registration_id, at_ns, receipt, witness].join();

type ChooseProps = { again?: boolean; onGiven(given: Admission | 'unreadable'): void };

function Choose({ again = false, onGiven }: ChooseProps) {
  const g = useGateText();
  const field = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (file) onGiven(readReceipt(await file.text()) ?? 'unreadable');
  };
  return (
    <Card className="flex flex-col items-center gap-4 p-8 text-center">
      <FileCheck aria-hidden size={40} strokeWidth={1.5} className="text-muted" />
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        className="sr-only"
        aria-label={g('receiptFile')}
        onChange={({ target }) => void read(target.files?.[0])}
      />
      <Button look={again ? 'secondary' : 'primary'} onClick={() => field.current?.click()}>
        {g(again ? 'receiptAnother' : 'receiptFile')}
      </Button>
    </Card>
  );
}

function False() {
  const g = useGateText();
  return (
    <div className="always-light">
      <VerdictBanner tone="refused" word={g('receiptFalse')} className="rounded-lg">
        <p>{g('receiptFalseHint')}</p>
      </VerdictBanner>
    </div>
  );
}

function Checked({ admission }: { admission: Admission }) {
  const t = useText();
  const g = useGateText();
  const check = useCheck();
  const { mutate } = check;
  useEffect(() => mutate(admission), [mutate, admission]);
  const event = useEvent(admission.event_id);
  if (check.isError) return <False />;
  if (!check.data) return <VerdictBanner tone="waiting" word="…" className="rounded-lg" />;
  const { gate, undone, atNs, registrationId, eventId } = check.data;
  const zone = event.data?.time_zone ?? 'UTC';
  const rows = [
    [g('receiptEvent'), event.data?.name ?? `${eventId}`],
    [g('receiptAt'), dateTime(atNs, { locale: t.locale, zone })],
    ...(gate === '' ? [] : [[g('gate'), gate]]),
    [g('receiptPlace'), `${registrationId}`],
  ];
  return (
    <div className="flex flex-col gap-5">
      <div className="always-light">
        <VerdictBanner
          tone={undone ? 'waiting' : 'admitted'}
          word={g(undone ? 'receiptUndone' : 'receiptTrue')}
          className="rounded-lg"
        />
      </div>
      <Card className="p-6">
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3 text-sm">
          {rows.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="text-end font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <p className="text-muted text-sm">{g('receiptCaveat')}</p>
    </div>
  );
}

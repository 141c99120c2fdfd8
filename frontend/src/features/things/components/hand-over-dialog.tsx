import { CODE_MAX_CHARS, type Loan, type Reservation, type ResourceView } from '@qikcard/contracts';
import { QrCode } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { CARD_NUMBER_MIN_CHARS, readCardText } from '../../gate/api/cards.ts';
import { CodeReader } from '../../scanner/components/code-reader.tsx';
import { newScan, useConfirmScan } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { CodeDialog } from './code-dialog.tsx';
import { thingsError } from './things-error.ts';

type Props = { thing: ResourceView; reservation?: Reservation; onClose(): void };

/** Reads the pass of the person at the desk; a reserved thing goes to nobody but who reserved it. */
export function HandOverDialog({ thing, reservation, onClose }: Props) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(thing.owner);
  const say = useToast();
  const lend = useConfirmScan('check_out');
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const [showing, setShowing] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    // The next reading begins with an empty field, as scanners that type need it.
    setText('');
    handTo(text);
  };
  const handTo = (read: string) => {
    const payload = readCardText(read);
    setUnknown(!payload);
    if (!payload || lend.isPending) return;
    const scan = newScan({
      resource_id: thing.id,
      payload,
      reservation_id: reservation ? [reservation.id] : [],
      seen_version: [thing.version],
    });
    lend.mutate(scan, { onSuccess: done });
  };
  const done = (loan: Loan) => {
    const who = loan.borrower_name || thing.name;
    say(p('desk.handed', { who, time: dateTime(loan.due_at_ns, at) }));
    onClose();
  };
  if (showing) return <CodeDialog thing={thing} purpose="resource_checkout" onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('desk.handOver')}
      description={
        reservation?.holder_name
          ? p('desk.handOverTo', { who: reservation.holder_name })
          : thing.name
      }
    >
      <form onSubmit={send} className="flex flex-col gap-5">
        {lend.isError && <Notice tone="problem">{thingsError(lend.error, t, p, at)}</Notice>}
        <CodeReader
          lead={p('desk.pointPass')}
          className="min-h-60 rounded-lg"
          minChars={CARD_NUMBER_MIN_CHARS}
          onCode={handTo}
        />
        <TextField
          label={p('desk.pass')}
          hint={p('desk.passHint')}
          error={unknown ? p('code.none') : undefined}
          value={text}
          maxLength={CODE_MAX_CHARS}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        {!reservation && (
          <Button look="quiet" icon={QrCode} onClick={() => setShowing(true)}>
            {p('desk.showInstead')}
          </Button>
        )}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" busy={lend.isPending}>
            {p('desk.handOver')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

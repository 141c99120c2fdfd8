import { Principal } from '@dfinity/principal';
import { toOpt } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useSession } from '../../session/api/session.tsx';
import { useTransfersText } from '../api/text.ts';
import { useRequestTransfer } from '../api/transfers.ts';
import { PersonField } from './person-field.tsx';
import { RolesField } from './roles-field.tsx';

/** Giving one's own roles away, or asking for those of a sign-in that is lost. */
export type Direction = 'give' | 'ask';
type Props = { direction: Direction | undefined; onClose(): void };

/** To whom, and of what. */
export function RequestDialog({ direction, onClose }: Props) {
  const text = useTransfersText();
  return (
    <Dialog
      open={direction !== undefined}
      onOpenChange={onClose}
      title={text(direction ?? 'give')}
      description={text(`${direction ?? 'give'}Text`)}
    >
      {direction && <RequestForm direction={direction} onClose={onClose} />}
    </Dialog>
  );
}

function RequestForm({ direction, onClose }: { direction: Direction; onClose(): void }) {
  const t = useText();
  const text = useTransfersText();
  const say = useToast();
  const { principal = '' } = useSession();
  const request = useRequestTransfer();
  const [person, setPerson] = useState<Principal>();
  const [missing, setMissing] = useState(false);
  const [eventId, setEventId] = useState<bigint>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!person);
    if (!person || request.isPending) return;
    const self = Principal.fromText(principal);
    const ends = direction === 'give' ? { from: self, to: person } : { from: person, to: self };
    request.mutate(
      { ...ends, event_id: toOpt(eventId) },
      {
        onSuccess: () => {
          say(text(`${direction}Done`));
          onClose();
        },
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <PersonField
        label={text(direction === 'give' ? 'giveWhom' : 'askWhom')}
        missing={missing}
        onChange={(found) => {
          setPerson(found);
          if (found) setMissing(false);
        }}
      />
      {direction === 'give' && <RolesField value={eventId} onChange={setEventId} />}
      {request.isError && <Notice tone="problem">{areaErrorText(request.error, t, text)}</Notice>}
      <Button type="submit" size="lg" wide busy={request.isPending}>
        {text(direction)}
      </Button>
    </form>
  );
}

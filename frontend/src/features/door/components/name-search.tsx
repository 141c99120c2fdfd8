import { expectOk, firstRows } from '@qikcard/client';
import { type EventView, PAGE_MAX, type Registration } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useOnline } from '../../../lib/online.ts';
import { Optional } from '../../../lib/optional.tsx';
import { useText } from '../../../lib/text.tsx';
import { useGateText } from '../../../locales/gate.ts';
import { useSession } from '../../session/api/session.tsx';
import { useAgeSeen } from '../api/age.ts';
import type { OfflineDoor } from '../api/offline-door.ts';
import { useDoorText } from '../api/text.ts';
import { GuestPhoto } from './guest-photo.tsx';

/** A door looks through this many; the organizer's table shows all. */
const LOOKED_THROUGH_MAX = 5_000;
const SHOWN_MAX = 8;

type Props = {
  event: EventView;
  offline: RefObject<OfflineDoor | undefined>;
  /** That the doors ask for. */
  ages: number[];
  /** Staff want to give this guest a card; it takes the network. */
  onCards(guest: Found): void;
};
export type Found = Pick<Registration, 'id' | 'display_name' | 'revoked' | 'inside'>;

/** Whether somebody is on the list, when a phone is empty or a code does not read. */
export function NameSearch({ event, offline, ages, onCards }: Props) {
  const d = useDoorText();
  const g = useGateText();
  const online = useOnline();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const isAsked = wanted.length >= 2;
  const guests = useGuests(event.id, isAsked && online);
  const isKnown = guests.isSuccess || (!online && offline.current !== undefined);
  const found = !isAsked
    ? []
    : online
      ? namedLike(guests.data ?? [], wanted)
      : onTheList(offline.current, wanted);
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={d('search')}
        hint={d('searchHint')}
        value={typed}
        autoComplete="off"
        onChange={({ target }) => setTyped(target.value)}
      />
      {isAsked && isKnown && (
        <ul aria-live="polite" className="flex flex-col divide-y divide-line">
          {found.map((guest) => (
            <li key={String(guest.id)} className="flex min-h-11 items-center justify-between gap-3">
              <Face id={guest.id} door={offline.current} />
              <span className="min-w-0 flex-1 truncate font-medium text-sm">
                {guest.display_name}
              </span>
              <Standing guest={guest} />
              {online && !guest.revoked && <AgesSeen guest={guest} ages={ages} />}
              {online && !guest.revoked && (
                <IconButton
                  icon={CreditCard}
                  label={`${g('cards')}: ${guest.display_name}`}
                  onClick={() => onCards(guest)}
                />
              )}
            </li>
          ))}
          {found.length === 0 && <li className="py-2 text-muted text-sm">{d('searchNone')}</li>}
        </ul>
      )}
    </div>
  );
}

const namedLike = (guests: Found[], wanted: string): Found[] =>
  guests
    .filter(({ display_name }) => display_name.toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN_MAX);

/** From the list on this phone, with what this phone has seen. */
const onTheList = (door: OfflineDoor | undefined, wanted: string): Found[] =>
  (door?.find(wanted, SHOWN_MAX) ?? []).map(({ registrationId: id, displayName, status }) => ({
    id,
    display_name: displayName,
    revoked: status === 'Revoked',
    inside: door?.isInside(id) ?? false,
  }));

/** To compare with who says that they are this guest. */
function Face({ id, door }: { id: bigint; door: OfflineDoor | undefined }) {
  const entry = door?.roster.get(id);
  if (!door || !entry?.photoHash) return null;
  return (
    <Optional>
      <GuestPhoto small door={door} entry={entry} />
    </Optional>
  );
}

/** For guests whose code does not say who they are, as cards do not. */
function AgesSeen({ guest, ages }: { guest: Found; ages: number[] }) {
  const g = useGateText();
  const say = useToast();
  const t = useText();
  const seen = useAgeSeen();
  const tell = (years: number) =>
    seen.mutate(
      { registrationId: guest.id, years },
      {
        onSuccess: () => say(g('ageKept', { name: guest.display_name })),
        onError: (error) => say(errorText(error, t)),
      },
    );
  return ages.map((years) => (
    <Button
      key={years}
      look="secondary"
      aria-label={`${g('ageSeen', { years: String(years) })}: ${guest.display_name}`}
      busy={seen.isPending}
      onClick={() => tell(years)}
    >
      {years}+
    </Button>
  ));
}

function Standing({ guest }: { guest: Found }) {
  const d = useDoorText();
  if (guest.revoked) return <StatusPill status="refused">{d('isRevoked')}</StatusPill>;
  return guest.inside ? (
    <StatusPill status="admitted">{d('isInside')}</StatusPill>
  ) : (
    <StatusPill status="neutral">{d('isNotInside')}</StatusPill>
  );
}

function useGuests(eventId: bigint, isWanted: boolean) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['door-guests', String(eventId), who],
    enabled: isWanted,
    staleTime: 15_000,
    queryFn: (): Promise<Registration[]> =>
      firstRows(
        LOOKED_THROUGH_MAX,
        async (cursor: [] | [bigint]) =>
          expectOk(await qik.event.attendance(eventId, cursor, PAGE_MAX)),
        (page) => page.rows,
      ),
  });
}

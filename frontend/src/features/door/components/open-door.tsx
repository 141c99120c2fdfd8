import type { EventView } from '@qikcard/contracts';
import { UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { useOnline } from '../../../lib/online.ts';
import { Optional } from '../../../lib/optional.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useGateText } from '../../../locales/gate.ts';
import { CardsSection } from '../../gate/components/cards-section.tsx';
import { useWakeLock } from '../../pass/components/use-door-signals.ts';
import { warmUpDecoder } from '../../scanner/api/decoder.ts';
import { useCamera } from '../../scanner/api/use-camera.ts';
import { useWedge } from '../../scanner/api/use-wedge.ts';
import { CameraView } from '../../scanner/components/camera-view.tsx';
import { useSession } from '../../session/api/session.tsx';
import { useGate } from '../api/gate.ts';
import type { OfflineDoor } from '../api/offline-door.ts';
import { useDoorText } from '../api/text.ts';
import { type Direction, type DoorAnswer, useDoor } from '../api/use-door.ts';
import { useKeptPhotos } from '../api/use-kept-photos.ts';
import { useDoorSound } from '../api/use-sound.ts';
import { DoorFrame } from './door-frame.tsx';
import { DoorVerdict, registrationIn } from './door-verdict.tsx';
import { GuestPhoto } from './guest-photo.tsx';
import { ListCard } from './list-card.tsx';
import { type Found, NameSearch } from './name-search.tsx';
import { OpenConflicts } from './open-conflicts.tsx';
import { RecentScans } from './recent-scans.tsx';
import { WalkInDialog } from './walk-in-dialog.tsx';

/** A door at work: camera and answers beside what staff set and look up. */
export function OpenDoor({ event }: { event: EventView }) {
  const d = useDoorText();
  // All texts that any answer needs: what arrives later does not arrive without a network.
  useDoorsText();
  useEventsText();
  const g = useGateText();
  const { status } = useSession();
  const [direction, setDirection] = useState<Direction>('in');
  const [asksFirst, setAsksFirst] = useState(false);
  const [sounds, setSounds] = useDoorSound();
  const [gate, setGate] = useGate(event.id);
  const door = useDoor(event, direction, gate, asksFirst);
  const [cardsOf, setCardsOf] = useState<Found>();
  const photos = useKeptPhotos(door.offline, door.list);
  // While a card is given to somebody, nothing that is read lets anybody in.
  const read = cardsOf ? undefined : door.onText;
  const camera = useCamera((text) => read?.(text));
  useWedge(read);
  useEffect(() => void warmUpDecoder().catch(() => {}), []);
  useWakeLock(camera.state === 'on');
  return (
    <DoorFrame
      to={`/events/${event.id}`}
      title={event.name}
      state={<DoorState waiting={door.waiting} />}
    >
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <div className="grid flex-1 *:col-start-1 *:row-start-1 lg:overflow-y-auto">
          <CameraView
            camera={camera}
            lead={d('startLead')}
            className="min-h-[44dvh]"
            onStart={door.lookAfresh}
          />
          {door.answer && (
            <DoorVerdict
              event={event}
              answer={door.answer}
              photo={faceIn(door.answer, door.offline.current)}
              onConfirm={door.confirm}
              onDecide={door.decide}
              onAgeSeen={door.ageSeen}
              onDone={door.clear}
            />
          )}
        </div>
        <section
          aria-label={d('title')}
          className="flex flex-col gap-5 px-5 py-5 lg:w-96 lg:overflow-y-auto lg:border-line lg:border-s"
        >
          {status === 'expired' && <Notice tone="waiting">{g('sessionOver')}</Notice>}
          <DirectionSwitch value={direction} onChange={setDirection} />
          <GateSelect gates={door.gates} value={gate} onChange={setGate} />
          <div>
            <Switch label={d('confirm')} checked={asksFirst} onChange={setAsksFirst} />
            <Switch label={d('sound')} checked={sounds} onChange={setSounds} />
          </div>
          <WalkIn event={event} gate={gate} onAdmitted={door.admitted} />
          <OpenConflicts event={event} past={door.past} />
          <div>
            <h2 className="font-semibold text-base">{d('recent')}</h2>
            <RecentScans event={event} past={door.past} onUndone={door.undone} />
          </div>
          <NameSearch
            event={event}
            offline={door.offline}
            ages={door.list?.ages ?? []}
            onCards={setCardsOf}
          />
          <ListCard event={event} list={door.list} photos={photos} />
        </section>
      </div>
      {cardsOf && (
        <Dialog open title={cardsOf.display_name} onOpenChange={() => setCardsOf(undefined)}>
          <CardsSection guest={cardsOf} />
        </Dialog>
      )}
    </DoorFrame>
  );
}

/** The picture that the guest of an answer gave; undefined when the list names none. */
function faceIn(answer: DoorAnswer, door: OfflineDoor | undefined) {
  const id = registrationIn(answer);
  const entry = id === undefined ? undefined : door?.roster.get(id);
  if (!door || !entry?.photoHash) return undefined;
  return (
    <Optional key={String(id)}>
      <GuestPhoto door={door} entry={entry} />
    </Optional>
  );
}

function DoorState({ waiting }: { waiting: number }) {
  const d = useDoorText();
  const online = useOnline();
  return (
    <span role="status" className="flex flex-wrap items-center justify-end gap-2">
      {waiting > 0 && <StatusPill status="waiting">{d.count('queue', waiting)}</StatusPill>}
      <StatusPill status={online ? 'admitted' : 'waiting'}>
        {d(online ? 'online' : 'offline')}
      </StatusPill>
    </span>
  );
}

type WalkInProps = Pick<Parameters<typeof WalkInDialog>[0], 'event' | 'gate' | 'onAdmitted'>;

function WalkIn(props: WalkInProps) {
  const g = useGateText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="secondary" icon={UserPlus} wide onClick={() => setOpen(true)}>
        {g('walkIn')}
      </Button>
      {isOpen && <WalkInDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

type GateProps = {
  gates: { id: number; name: string }[];
  value: string;
  onChange(to: string): void;
};

/** Which gate of the plan this is; nothing to choose where there is no plan. */
function GateSelect({ gates, value, onChange }: GateProps) {
  const g = useGateText();
  if (gates.length === 0) return null;
  return (
    <Select label={g('gate')} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{g('gateOther')}</option>
      {gates.map(({ id, name }) => (
        <option key={id} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}

type DirectionProps = { value: Direction; onChange(direction: Direction): void };

function DirectionSwitch({ value, onChange }: DirectionProps) {
  const d = useDoorText();
  return (
    <fieldset className="grid grid-cols-2 gap-1 rounded-md bg-sunken p-1">
      <legend className="sr-only">{d('direction')}</legend>
      {(['in', 'out'] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          onClick={() => onChange(each)}
          className="min-h-11 rounded-sm font-semibold text-base text-muted aria-pressed:bg-accent aria-pressed:text-on-accent"
        >
          {d(each)}
        </button>
      ))}
    </fieldset>
  );
}

import { Card } from '../../../components/ui/card.tsx';
import { DeviceRow } from '../../devices/components/devices-panel.tsx';
import { CodeFace } from '../../devices/components/pairing-code.tsx';
import { EventCard } from '../../events/components/event-card.tsx';
import { MyEventRow } from '../../events/components/my-events.tsx';
import { GuestList } from '../../organizer/components/guest-list.tsx';
import { LiveBoard } from '../../organizer/components/live-board.tsx';
import { RefusalList } from '../../organizer/components/refusal-list.tsx';
import { PassFace } from '../../pass/components/pass-face.tsx';
import { PassVerdict } from '../../pass/components/pass-verdict.tsx';
import {
  otherEvents,
  sampleCode,
  sampleDevice,
  sampleEvent,
  sampleFeed,
  sampleGuests,
} from './samples.ts';
import { Specimen } from './specimen.tsx';

const [ada] = sampleGuests;

/** Parts put together as the pages do, with invented people. */
export function Scenes() {
  return (
    <>
      <Specimen name="Event cards">
        <div className="grid w-full gap-4 sm:grid-cols-2">
          {[sampleEvent, ...otherEvents].map((event, index) => (
            <EventCard key={String(event.id)} event={event} to="/gallery" going={index === 0} />
          ))}
        </div>
        <div className="w-full">
          <MyEventRow registration={ada} event={sampleEvent} />
        </div>
      </Specimen>
      <Specimen name="Pass" note="Bright in every theme.">
        <div className="always-light w-full max-w-sm rounded-xl border border-line bg-white py-8 text-ink">
          <PassFace
            event={sampleEvent}
            holder="Ada Attendee"
            purpose="check_in"
            code={sampleCode}
          />
        </div>
        <div className="flex min-h-160 w-full max-w-sm overflow-hidden rounded-xl">
          <PassVerdict event={sampleEvent} registration={ada}>
            <span className="font-semibold">Show check-out code</span>
          </PassVerdict>
        </div>
      </Specimen>
      <Specimen name="Live board">
        <div className="flex w-full flex-col gap-8">
          <LiveBoard event={sampleEvent} counts={sampleEvent} entries={sampleFeed} sync="live" />
          <GuestList event={sampleEvent} guests={sampleGuests} />
          <RefusalList event={sampleEvent} entries={sampleFeed} />
        </div>
      </Specimen>
      <Specimen name="Readers">
        <Card className="w-full">
          <ul>
            <DeviceRow device={sampleDevice} zone="Europe/Berlin" onRevoke={() => {}} />
            <DeviceRow
              device={{ ...sampleDevice, name: 'QikPoint 02', revoked: true }}
              zone="Europe/Berlin"
              onRevoke={() => {}}
            />
          </ul>
        </Card>
        <div className="w-full max-w-sm">
          <CodeFace code="7KQ4M2XR" secondsLeft={512} />
        </div>
      </Specimen>
    </>
  );
}

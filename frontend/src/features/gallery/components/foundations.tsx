import { Avatar } from '../../../components/ui/avatar.tsx';
import { Drawing, type DrawingName } from '../../../components/ui/drawing.tsx';
import { EventArt } from '../../events/components/event-art.tsx';
import { Specimen } from './specimen.tsx';

const colours = [
  'paper',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'muted',
  'ink',
  'accent',
  'accent-tint',
  'admitted',
  'refused',
  'waiting',
];
const drawings: DrawingName[] = ['tickets', 'door', 'guests', 'reader', 'cable', 'lock', 'key'];

export function Foundations() {
  return (
    <>
      <Specimen name="Colour" note="One accent; three colours that always mean the same.">
        {colours.map((colour) => (
          <div key={colour} className="flex w-24 flex-col gap-2 text-sm">
            <span
              className="h-16 rounded-md border border-line"
              style={{ background: `var(--${colour})` }}
            />
            {colour}
          </div>
        ))}
      </Specimen>
      <Specimen name="Type" note="Inter for words, JetBrains Mono for codes.">
        <div className="flex flex-col gap-2">
          <p className="font-semibold text-3xl tracking-[-0.028em]">Walk straight in</p>
          <p className="font-semibold text-2xl">Winter Reading Night</p>
          <p className="font-semibold text-xl">Doors open 17:30 CET</p>
          <p className="text-lg">Six authors, one room, and a very long table.</p>
          <p>Body text reads calmly at sixteen pixels.</p>
          <p className="text-muted text-sm">Quiet text is still readable.</p>
          <p className="tabular font-mono">QK-7F3A 0123456789</p>
        </div>
      </Specimen>
      <Specimen name="Avatar">
        {['Ada Attendee', 'Ben Okafor', '佐藤 花', 'Élodie'].map((name) => (
          <Avatar key={name} name={name} />
        ))}
        <Avatar name="Olga Organizer" size="lg" />
        <Avatar name="Dora Door" size="sm" />
      </Specimen>
      <Specimen name="Drawings" note="For empty states and ways out.">
        {drawings.map((name) => (
          <Drawing key={name} name={name} />
        ))}
      </Specimen>
      <Specimen name="Event art" note="Grown from the event's name.">
        {['Winter Reading Night', 'Repair Café', 'Choir rehearsal'].map((name) => (
          <EventArt key={name} seed={name} className="h-24 w-60 rounded-lg" />
        ))}
      </Specimen>
    </>
  );
}

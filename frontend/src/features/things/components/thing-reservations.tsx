import type { Reservation, ResourceView } from '@qikcard/contracts';
import { useState } from 'react';
import { Card, Section } from '../../../components/ui/card.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useThingReservations } from '../api/care.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { ReservationRow } from './my-reservations.tsx';

/** Who has reserved a thing, for those who lend it out. */
export function ThingReservations({ thing }: { thing: ResourceView }) {
  const p = useThingsText();
  const reservations = useThingReservations(thing.id);
  const [handing, setHanding] = useState<Reservation>();
  const active = reservations.data?.filter(({ state }) => 'Active' in state) ?? [];
  if (active.length === 0) return null;
  return (
    <Section title={p('mine.reservations')}>
      <Card>
        <ul>
          {active.map((each) => (
            <ReservationRow
              key={String(each.id)}
              reservation={each}
              onHandOver={() => setHanding(each)}
            />
          ))}
        </ul>
      </Card>
      {handing && (
        <HandOverDialog thing={thing} reservation={handing} onClose={() => setHanding(undefined)} />
      )}
    </Section>
  );
}

import { Card, Section } from '../../../components/ui/card.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useThingReservations } from '../api/care.ts';
import { ReservationRow } from './my-reservations.tsx';

/** Who has reserved a thing, for those who lend it out. */
export function ThingReservations({ id }: { id: bigint }) {
  const p = useThingsText();
  const reservations = useThingReservations(id);
  const active = reservations.data?.filter(({ state }) => 'Active' in state) ?? [];
  if (active.length === 0) return null;
  return (
    <Section title={p('mine.reservations')}>
      <Card>
        <ul>
          {active.map((each) => (
            <ReservationRow key={String(each.id)} reservation={each} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

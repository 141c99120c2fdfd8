/** Invented guests by the ten thousand, page by page as the canister gives them. */
import { Principal } from '@dfinity/principal';
import { ATTENDEES_PAGE_MAX, type Registration, type TicketType } from '@qikcard/contracts';

export type Guests = Registration[][];

const first = [
  'Ada',
  'Ben',
  'Chiara',
  'Daniel',
  'Élodie',
  'Fatima',
  'Grace',
  'Hiro',
  'Inés',
  'Jörg',
];
const last = ['Okafor', 'Rossi', 'Kim', 'Müller', 'Dubois', 'García', 'Tanaka', 'Novák', 'Smith'];
const nobody = Principal.anonymous();

const typeOf = (number: number, name: string, colour: string): TicketType => ({
  number,
  name,
  colour,
  capacity: [],
  sales_from_ns: [],
  sales_until_ns: [],
  valid_from_ns: [],
  valid_until_ns: [],
  approval: false,
  hidden: false,
  taken: 0,
  withdrawn: false,
});
export const sampleTypes = [typeOf(1, 'Seat', '#5b5bf6'), typeOf(2, 'Stand', '#12b76a')];

const guestOf = (n: number): Registration => ({
  id: BigInt(n + 1),
  event_id: 1n,
  holder: nobody,
  display_name: `${first[n % first.length]} ${last[n % last.length]} ${n + 1}`,
  registered_at_ns: BigInt(n),
  inside: n % 3 === 0,
  checked_in_at_ns: n % 3 === 0 ? [1_795_000_000_000_000_000n + BigInt(n) * 1_000_000_000n] : [],
  checked_out_at_ns: [],
  revoked: n % 50 === 49,
  state: n % 50 === 49 ? { Revoked: null } : { Active: null },
  ticket_type: 1 + (n % 2),
  attention: n % 40 === 0,
  claimed: n % 2 === 0,
});

/** So many guests, always the same ones. */
export function crowdOf(count: number): Guests {
  const pages = Math.ceil(count / ATTENDEES_PAGE_MAX);
  return Array.from({ length: pages }, (_, page) =>
    Array.from(
      { length: Math.min(ATTENDEES_PAGE_MAX, count - page * ATTENDEES_PAGE_MAX) },
      (_, i) => guestOf(page * ATTENDEES_PAGE_MAX + i),
    ),
  );
}

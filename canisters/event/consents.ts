/** What wallets show before somebody signs a call to event (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import { caseOf, numbered } from '@qikcard/canister-kit/consent-words';
import type { eventApi, Scan } from '@qikcard/contracts';
import { doorConsents } from './door-consents.ts';
import {
  eventFields,
  guestConsents,
  lifeConsents,
  questionConsents,
  teamConsents,
  ticketConsents,
} from './people/consents.ts';
import { lendingConsents } from './resources/consents.ts';

const atTheDoor = (intent: string) => (scan: Scan) => ({
  intent,
  fields: [
    ['Event', `${scan.event_id}`],
    ['Gate', scan.gate],
  ] as const,
});

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const cardFields = (eventId: bigint, uid: Uint8Array) =>
  [
    ['Event', `${eventId}`],
    ['Card', hexOf(uid)],
  ] as const;

export const consents: ConsentsOf<typeof eventApi> = {
  ...doorConsents,
  ...lendingConsents,
  ...lifeConsents,
  ...ticketConsents,
  ...questionConsents,
  ...guestConsents,
  ...teamConsents,
  create_event: (draft) => ({
    intent: 'Create an event; nobody sees it until it is published',
    fields: eventFields(draft),
  }),
  publish_event: numbered('Publish an event: everybody sees it and can join', 'Event'),
  join_event: (eventId, name) => ({
    intent: 'Join an event',
    fields: [
      ['Event', `${eventId}`],
      ['Name that staff will read', name],
    ],
  }),
  revoke_registration: numbered('Take a guest’s place back', 'Registration'),
  issue_token: ({ registration_id, purpose }) => ({
    intent: 'Get a code for the door; the code before stops working',
    fields: [
      ['Registration', `${registration_id}`],
      ['For', caseOf(purpose) === 'check_out' ? 'going out' : 'going in'],
    ],
  }),
  admit_walk_in: ({ event_id, display_name, gate }) => ({
    intent: 'Register a guest at the door and let them in',
    fields: [
      ['Event', `${event_id}`],
      ['Name', display_name === '' ? 'none' : display_name],
      ['Gate', gate],
    ],
  }),
  set_door_photo: ({ registration_id, image }) => ({
    intent: 'Show staff at the doors of this event a picture of you',
    fields: [
      ['Registration', `${registration_id}`],
      ['Bytes', `${image.length}`],
    ],
  }),
  remove_door_photo: numbered('Take your picture from the doors of an event', 'Registration'),
  revoke_tokens: numbered('Withdraw the codes of a registration', 'Registration'),
  check_in: atTheDoor('Let a guest in'),
  check_out: atTheDoor('Let a guest out'),
  submit_scans: (scans) => ({
    intent: 'Send what a reader has scanned',
    fields: [
      ['Scans', `${scans.length}`],
      ['Events', [...new Set(scans.map(({ event_id }) => `${event_id}`))].join(', ')],
    ],
  }),
  start_pairing: ({ event_id, name, gate }) => ({
    intent: 'Let a reader admit guests of your event',
    fields: [
      ['Event', `${event_id}`],
      ['Reader', name],
      ['Gate', gate],
    ],
  }),
  pair_device: () => ({
    intent: 'Become a reader that admits guests',
    fields: [['By', 'a pairing code of the organizer']],
  }),
  revoke_device: (device) => ({
    intent: 'Take the right to scan from a reader',
    fields: [['Reader', device.toText()]],
  }),
  bind_holder_key: ({ registration_id }) => ({
    intent: 'Bind your pass to this phone; codes on another phone stop working',
    fields: [['Registration', `${registration_id}`]],
  }),
  set_pass_policy: (eventId, { possession, checked_by, plain_cards }) => ({
    intent: 'Say what a code must prove at the door',
    fields: [
      ['Event', `${eventId}`],
      ['Possession of the phone', caseOf(possession)],
      ['Checked by', caseOf(checked_by)],
      ['Cards that can be copied', plain_cards ? 'accepted' : 'refused'],
    ],
  }),
  card_keys: ({ event_id, uid }) => ({
    intent: 'Get the keys to write to a card',
    fields: cardFields(event_id, uid),
  }),
  bind_card: ({ registration_id, replaces }) => ({
    intent: 'Give a guest this card; whoever has it can get in',
    fields: [
      ['Registration', `${registration_id}`],
      ['Replaces card', replaces[0] === undefined ? 'none' : hexOf(replaces[0])],
    ],
  }),
  block_card: ({ event_id, uid }) => ({
    intent: 'Block a card: nobody gets in with it',
    fields: cardFields(event_id, uid),
  }),
  open_gate_challenge: (eventId) => ({
    intent: 'Show challenges at a gate',
    fields: [['Event', `${eventId}`]],
  }),
};

/** What wallets show before somebody signs a call about the doors of an event (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import { caseOf, numbered, utc } from '@qikcard/canister-kit/consent-words';
import type { doorsApi } from '@qikcard/contracts/event-doors-api';

const yes = (said: boolean): string => (said ? 'yes' : 'no');

export const doorConsents: ConsentsOf<typeof doorsApi> = {
  set_door_plan: (eventId, { version, lists, gates, zones }) => ({
    intent: 'Change who gets in where: gates, zones and lists of an event',
    fields: [
      ['Event', `${eventId}`],
      ['Takes the place of version', `${version}`],
      ['Lists', `${lists.length}`],
      ['Gates', `${gates.length}`],
      ['Zones', `${zones.length}`],
    ],
  }),
  move_by_hand: ({ registration_id, direction, gate, reason, override_rules }) => ({
    intent: 'Let a guest in or out without a code',
    fields: [
      ['Registration', `${registration_id}`],
      ['Direction', caseOf(direction)],
      ['Gate', gate],
      ['Reason', reason],
      ['Although a rule says no', yes(override_rules)],
    ],
  }),
  undo_move: (registrationId, reason) => ({
    intent: 'Take back the latest entry or exit of a guest',
    fields: [
      ['Registration', `${registrationId}`],
      ['Reason', reason],
    ],
  }),
  set_age_checked: (registrationId, years) => ({
    intent: 'Note the age that a guest has proven',
    fields: [
      ['Registration', `${registrationId}`],
      ['At least', years === 0 ? 'forget it' : `${years} years`],
    ],
  }),
  check_out_everybody: (eventId, [atNs]) => ({
    intent: 'Check everybody out who is inside',
    fields: [
      ['Event', `${eventId}`],
      ['When', atNs === undefined ? 'now' : utc(atNs)],
    ],
  }),
  call_off_check_out: numbered('Call off that everybody is checked out', 'Event'),
  resolve_conflict: (eventId, conflict, resolution, note) => ({
    intent: 'Decide about an entry that the rules do not confirm',
    fields: [
      ['Event', `${eventId}`],
      ['Conflict', `${conflict}`],
      ['Decision', caseOf(resolution)],
      ['Note', note],
    ],
  }),
  dispute_scan: ({ at_ns, gate, claim, note }) => ({
    intent: 'Dispute a reading of your code',
    fields: [
      ['When', utc(at_ns)],
      ['Gate', gate],
      ['You say', 'NotMe' in claim ? 'this was not me' : 'I was refused wrongly'],
      ['Note', note],
    ],
  }),
  set_device_policy: ({ id, policy }) => ({
    intent: 'Say what a reader may do',
    fields: [
      ['Reader', id.toText()],
      ['Let guests in', yes(policy.may_check_in)],
      ['Let guests out', yes(policy.may_check_out)],
      ['Move guests by hand', yes(policy.may_move_by_hand)],
      ['Lend things', yes(policy.may_lend)],
    ],
  }),
  roll_device_key: () => ({
    intent: 'Get a code with which another key takes the place of this reader’s',
  }),
};

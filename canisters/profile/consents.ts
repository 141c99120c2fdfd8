/** What wallets show before somebody signs a call to profile (ICRC-21). */
import type { Principal } from '@dfinity/principal';
import type { ConsentsOf } from '@qikcard/canister-kit';
import type { profileApi } from '@qikcard/contracts';

const namesOf = (values: readonly object[]): string =>
  values.map((value) => Object.keys(value)[0]).join(', ') || 'none';
const about = (intent: string) => (person: Principal) => ({
  intent,
  fields: [['Person', person.toText()]] as const,
});

export const consents: ConsentsOf<typeof profileApi> = {
  update_profile: (edit) => ({
    intent: 'Change your profile',
    fields: [
      ['Changed', namesOf(Object.entries(edit).flatMap(([name, value]) => named(name, value)))],
    ],
  }),
  set_username: (name) => ({
    intent: 'Take a username; it can be changed again in 30 days',
    fields: [['Username', name]],
  }),
  remove_avatar: () => ({ intent: 'Remove your picture' }),
  request_connection: about('Ask somebody to connect'),
  withdraw_request: about('Take back your request to connect'),
  accept_connection: about('Connect with somebody: they see what you share with connections'),
  decline_connection: about('Decline a request to connect'),
  remove_connection: about('Remove a connection'),
  block_person: about('Block somebody'),
  unblock_person: about('Unblock somebody'),
  endorse: about('Endorse somebody you met at an event'),
  advance_first_run: (step) => ({
    intent: 'Go on with your first run',
    fields: [['Step', 'Consented' in step ? `Agree to text ${step.Consented}` : namesOf([step])]],
  }),
  resolve_report: (id, { outcome, note }) => ({
    intent: 'Decide a report about somebody',
    fields: [
      ['Report', `${id}`],
      ['Outcome', namesOf([outcome])],
      ['Note', note],
    ],
  }),
  report_person: ({ person, reason, note }) => ({
    intent: 'Report somebody to the admins',
    fields: [
      ['Person', person.toText()],
      ['Reason', namesOf([reason])],
      ['Note', note],
    ],
  }),
  mark_read: (ids) => ({
    intent: 'Mark notifications as read',
    fields: [['How many', `${ids.length}`]],
  }),
  mark_all_read: () => ({ intent: 'Mark all notifications as read' }),
  set_notification_preferences: ({ inbox, push }) => ({
    intent: 'Choose what you are notified of',
    fields: [
      ['Kept in the inbox', namesOf(inbox)],
      ['Pushed', namesOf(push)],
    ],
  }),
  add_push_subscription: ({ endpoint }) => ({
    intent: 'Send notifications to this browser',
    fields: [['Address', endpoint]],
  }),
  remove_push_subscription: (endpoint) => ({
    intent: 'Stop sending notifications to a browser',
    fields: [['Address', endpoint]],
  }),
  set_push_relay: ([relay]) => ({
    intent: 'Say who may send push notifications to everybody',
    fields: [['Relay', relay === undefined ? 'nobody' : relay.toText()]],
  }),
  erase_me: () => ({
    intent: 'Erase your personal data everywhere, for good',
    fields: [
      ['Goes', 'profile, private details, name, e-mail, sessions, name on guest lists'],
      ['Stays', 'roles, suspension, audit entries with your principal, attendance by number'],
    ],
  }),
  my_encrypted_vetkey: () => ({
    intent: 'Unlock your private details on this device',
    fields: [['Key', 'for you alone, encrypted to this device']],
  }),
  set_private_fields: (edits) => ({
    intent: 'Store private details, encrypted by your device',
    fields: [
      ['Stored', namesOf(edits.filter(({ sealed }) => sealed.length > 0).map((e) => e.field))],
      ['Removed', namesOf(edits.filter(({ sealed }) => sealed.length === 0).map((e) => e.field))],
    ],
  }),
};

const labels: Record<string, string> = { suggest_me: 'suggestions' };
const named = (name: string, [value]: [] | [unknown]): object[] =>
  value === undefined ? [] : [{ [labels[name] ?? name]: null }];

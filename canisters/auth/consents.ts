/** What wallets show before somebody signs a call to auth (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import { caseOf, numbered, utc } from '@qikcard/canister-kit/consent-words';
import type { authApi, GrantRequest } from '@qikcard/contracts';

const placeOf = (scope: GrantRequest['scope']): string =>
  'Event' in scope ? `Event ${scope.Event}` : 'The whole platform';

const roleFields = ({ principal, role, scope, expires_at_ns: [expires] }: GrantRequest) =>
  [
    ['Role', caseOf(role)],
    ['Person', principal.toText()],
    ['Where', placeOf(scope)],
    ['Until', expires === undefined ? 'taken away' : utc(expires)],
  ] as const;

export const consents: ConsentsOf<typeof authApi> = {
  register: ({ display_name }) => ({
    intent: 'Register, or change the name that staff and organizers read',
    fields: [['Name', display_name]],
  }),
  grant_role: (request) => ({ intent: 'Give somebody a role', fields: roleFields(request) }),
  revoke_role: (request) => ({
    intent: 'Take a role away from somebody',
    fields: roleFields(request).slice(0, 3),
  }),
  set_suspended: (person, suspended) => ({
    intent: suspended ? 'Suspend somebody: they are refused everywhere' : 'Lift a suspension',
    fields: [['Person', person.toText()]],
  }),
  open_session: ({ name, kind }) => ({
    intent: 'List this device among your signed-in devices',
    fields: [
      ['Device', name],
      ['Kind', caseOf(kind)],
    ],
  }),
  revoke_session: numbered('Sign out one of your devices', 'Session'),
  revoke_all_sessions: ([kept]) => ({
    intent: 'Sign out all your devices',
    fields: [['Except session', kept === undefined ? 'none' : `${kept}`]],
  }),
  revoke_session_of: (person, session) => ({
    intent: 'Sign out one device of somebody',
    fields: [
      ['Person', person.toText()],
      ['Session', `${session}`],
    ],
  }),
  revoke_sessions_of: (person) => ({
    intent: 'Sign out all devices of somebody',
    fields: [['Person', person.toText()]],
  }),
  issue_token: ({ audience }) => ({
    intent: 'Let a service act as you for ten minutes',
    fields: [['Service', audience]],
  }),
  set_email: ([email]) => ({
    intent: email === undefined ? 'Remove your e-mail address' : 'Keep your e-mail address',
    fields: email === undefined ? [] : [['Form', `${caseOf(email)}, unreadable to others`]],
  }),
  request_transfer: ({ from, to, event_id: [event] }) => ({
    intent: 'Ask for roles to move to another principal',
    fields: [
      ['Roles', event === undefined ? 'all' : `those of event ${event}`],
      ['From', from.toText()],
      ['To', to.toText()],
    ],
  }),
  approve_transfer: numbered('Approve moving roles to another principal', 'Transfer'),
  cancel_transfer: numbered('Stop a transfer of roles', 'Transfer'),
  complete_transfer: numbered('Move roles to another principal now', 'Transfer'),
};

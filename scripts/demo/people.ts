/** The people of the demo. Their keys come from their names: anybody can be anybody, locally. */
import { developmentIdentity } from '../../frontend/identity/src/derive.ts';

export const admin = 'Adam Admin';
export const organizer = 'Olga Organizer';
export const attendee = 'Ada Attendee';
export const guests = [
  'Ben Okafor',
  'Chiara Rossi',
  'Daniel Kim',
  'Elif Demir',
  'Fatima Zahra',
  'Gustav Lind',
  'Hana Sato',
];

export const identityOf = (name: string) => developmentIdentity(name);

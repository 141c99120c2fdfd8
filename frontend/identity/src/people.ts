/** Who stands ready to be signed in as; scripts give them their roles. */
export const demoPeople = [
  { name: 'Ada Attendee', does: 'Joins events and shows her pass' },
  { name: 'Olga Organizer', does: 'Creates events and watches them live' },
  { name: 'Dora Door', does: 'Works at the entrance' },
  { name: 'Adam Admin', does: 'Grants roles and looks after everything' },
] as const;

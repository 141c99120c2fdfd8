/** The first run, in English; the other catalogues have the same keys. */
export const firstRunEn = {
  step: 'Step {step} of {steps}',
  'name.title': 'What’s your name?',
  'name.lead': 'Three short steps, then you’re set.',
  'name.usernameHint': 'People find you by it. You can take one later, too.',
  'name.preparing': 'Your account is being prepared. This takes a few seconds.',
  'consent.title': 'What is kept about you',
  'consent.lead': 'You decide field by field what others see. This is the least QikCard needs.',
  'consent.name': 'Your name',
  'consent.nameText': 'For the organizers and door staff of the events you join.',
  'consent.profile': 'Your profile',
  'consent.profileText':
    'Your username is public. Picture, text and links are, too, until you say otherwise; attendance is only for you.',
  'consent.entries': 'Your entries and exits',
  'consent.entriesText':
    'When and at which gate your code was read: for the organizer of that event and for you.',
  'consent.audit': 'An audit trail',
  'consent.auditText':
    'What you did stays with your principal, a number without a name, so that nobody can rewrite history.',
  'consent.rights': 'Your copy and your way out',
  'consent.rightsText': 'Download what is held about you, or erase it, at any time.',
  'consent.more': 'Read more about privacy',
  'consent.agree': 'Agree and continue',
  'consent.decline': 'Not now, sign out',
  'notifications.title': 'What should reach you?',
  'notifications.lead':
    'It appears in your inbox. What is off is not kept. You can change it there.',
  'notifications.done': 'Finish',
};
export type FirstRunTextKey = keyof typeof firstRunEn;

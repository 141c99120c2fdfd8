import type { en } from './en.ts';

export const de: Record<keyof typeof en, string> = {
  title: 'Dein Foto für die Tür',
  add: 'Foto für die Tür hinzufügen',
  addHint: 'Damit niemand anders mit deinem Code hineinkommt.',
  given: 'Dein Foto für die Tür',
  givenHint: 'Das Team sieht es neben deinem Namen.',
  who: 'Wer es sieht: Veranstalter und Team von {event}, neben deinem Namen, wenn sie deinen Code lesen oder dich suchen. Kein anderer Gast, keine andere Veranstaltung.',
  until:
    'Du kannst es jederzeit ändern oder entfernen. Es wird einen Tag nach der Veranstaltung gelöscht, und wenn du deinen Platz aufgibst oder weitergibst.',
  preview: 'Was das Team sehen wird',
  take: 'Foto aufnehmen',
  choose: 'Foto auswählen',
  profile: 'Mein Profilbild nehmen',
  give: 'Dem Team zeigen',
  other: 'Ein anderes',
  remove: 'Entfernen',
  saved: 'Das Team an der Tür sieht dein Foto in einer Minute.',
  removed: 'Dein Foto ist entfernt.',
  failed: 'Dieses Bild geht nicht. Nimm ein anderes.',
  offline: 'Du bist offline. Das Foto lässt sich ändern, wenn das Netz wieder da ist.',
  face: 'Foto, das {name} gegeben hat',
  looking: 'Foto wird geholt …',
  missing: 'Es gibt ein Foto, aber nicht auf diesem Telefon.',
  tampered: 'Was ankam, ist nicht das Foto dieses Gasts. Verlass dich auf kein Foto.',
  'kept.one': 'Auch {count} Foto eines Gasts ist auf diesem Telefon.',
  'kept.other': 'Auch {count} Fotos von Gästen sind auf diesem Telefon.',
};

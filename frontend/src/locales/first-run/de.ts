import type { FirstRunTextKey } from './en.ts';

/** Die ersten Schritte auf Deutsch. */
export const firstRunDe: Record<FirstRunTextKey, string> = {
  step: 'Schritt {step} von {steps}',
  'name.title': 'Wie heißt du?',
  'name.lead': 'Drei kurze Schritte, dann geht es los.',
  'name.usernameHint': 'Unter ihm finden dich andere. Du kannst ihn auch später wählen.',
  'name.preparing': 'Dein Konto wird vorbereitet. Das dauert ein paar Sekunden.',
  'consent.title': 'Was über dich gespeichert wird',
  'consent.lead':
    'Du entscheidest Feld für Feld, was andere sehen. Das Folgende braucht QikCard mindestens.',
  'consent.name': 'Dein Name',
  'consent.nameText': 'Für Veranstalter und das Team am Eingang der Events, zu denen du gehst.',
  'consent.profile': 'Dein Profil',
  'consent.profileText':
    'Dein Benutzername ist öffentlich. Bild, Text und Links sind es auch, bis du es änderst; Besuche sind nur für dich.',
  'consent.entries': 'Dein Kommen und Gehen',
  'consent.entriesText':
    'Wann und an welchem Eingang dein Code gelesen wurde: für den Veranstalter und für dich.',
  'consent.audit': 'Ein Prüfprotokoll',
  'consent.auditText':
    'Was du getan hast, bleibt bei deinem Principal, einer Nummer ohne Namen, damit niemand Geschehenes umschreibt.',
  'consent.rights': 'Deine Kopie und dein Ausweg',
  'consent.rightsText': 'Lade jederzeit herunter, was über dich gespeichert ist, oder lösche es.',
  'consent.more': 'Mehr zum Datenschutz',
  'consent.agree': 'Zustimmen und weiter',
  'consent.decline': 'Jetzt nicht, abmelden',
  'notifications.title': 'Was soll dich erreichen?',
  'notifications.lead':
    'Es erscheint in deinem Eingang. Was aus ist, wird nicht aufbewahrt. Ändern kannst du es dort.',
  'notifications.done': 'Fertig',
};

import type { PrivateCatalogue } from '../private.ts';

/** Private details, in German. */
export const de: PrivateCatalogue = {
  add: 'Private Angaben hinzufügen',
  'field.Address': 'Adresse',
  'field.Email': 'E-Mail',
  'field.EmergencyContact': 'Notfallkontakt',
  'field.LegalName': 'Name laut Ausweis',
  'field.Notes': 'Notizen',
  'field.Phone': 'Telefon',
  lead: 'Auf deinem Gerät verschlüsselt, bevor sie es verlassen. Niemand sonst kann sie lesen: kein Veranstalter, kein Admin, kein Betreiber.',
  lock: 'Sperren',
  none: 'Noch nichts gespeichert',
  notesHint: 'Allergien, Barrierefreiheit, was du zur Hand haben willst.',
  save: 'Verschlüsseln und speichern',
  saved: 'Deine privaten Angaben sind gespeichert.',
  'stored.one': '{count} Angabe ist verschlüsselt gespeichert',
  'stored.other': '{count} Angaben sind verschlüsselt gespeichert',
  tampered:
    'Was hier gespeichert ist, hast du nicht so gespeichert. Gib es neu ein, um es zu ersetzen.',
  title: 'Private Angaben',
  unlock: 'Entsperren',
};

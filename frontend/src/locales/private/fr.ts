import type { PrivateCatalogue } from '../private.ts';

/** Private details, in French. */
export const fr: PrivateCatalogue = {
  add: 'Ajouter des données privées',
  'field.Address': 'Adresse',
  'field.Email': 'E-mail',
  'field.EmergencyContact': 'Contact d’urgence',
  'field.LegalName': 'Nom légal',
  'field.Notes': 'Notes',
  'field.Phone': 'Téléphone',
  lead: 'Chiffrées sur votre appareil avant de le quitter. Personne d’autre ne peut les lire : ni organisateur, ni admin, ni opérateur.',
  lock: 'Verrouiller',
  none: 'Rien d’enregistré pour l’instant',
  notesHint: 'Allergies, besoins d’accès, ce que vous voulez avoir sous la main.',
  save: 'Chiffrer et enregistrer',
  saved: 'Vos données privées sont enregistrées.',
  'stored.one': '{count} donnée est enregistrée, chiffrée',
  'stored.other': '{count} données sont enregistrées, chiffrées',
  tampered:
    'Ce qui est enregistré ici n’est pas ce que vous aviez saisi. Saisissez-le de nouveau pour le remplacer.',
  title: 'Données privées',
  unlock: 'Déverrouiller',
};

import type { PrivateCatalogue } from '../private.ts';

/** Private details, in Spanish. */
export const es: PrivateCatalogue = {
  add: 'Añadir datos privados',
  'field.Address': 'Dirección',
  'field.Email': 'Correo electrónico',
  'field.EmergencyContact': 'Contacto de emergencia',
  'field.LegalName': 'Nombre legal',
  'field.Notes': 'Notas',
  'field.Phone': 'Teléfono',
  lead: 'Se cifran en tu dispositivo antes de salir de él. Nadie más puede leerlos: ni organizadores, ni administradores, ni operadores.',
  lock: 'Bloquear',
  none: 'Aún no hay nada guardado',
  notesHint: 'Alergias, necesidades de acceso, lo que quieras tener a mano.',
  save: 'Cifrar y guardar',
  saved: 'Tus datos privados se han guardado.',
  'stored.one': '{count} dato guardado, cifrado',
  'stored.other': '{count} datos guardados, cifrados',
  tampered: 'Lo guardado aquí no es lo que guardaste. Escríbelo de nuevo para sustituirlo.',
  title: 'Datos privados',
  unlock: 'Desbloquear',
};

import type { FirstRunTextKey } from './en.ts';

/** Los primeros pasos, en español. */
export const firstRunEs: Record<FirstRunTextKey, string> = {
  step: 'Paso {step} de {steps}',
  'name.title': '¿Cómo te llamas?',
  'name.lead': 'Tres pasos cortos y listo.',
  'name.usernameHint': 'Con él te encuentran. También puedes elegirlo más tarde.',
  'name.preparing': 'Tu cuenta se está preparando. Tarda unos segundos.',
  'consent.title': 'Qué se guarda sobre ti',
  'consent.lead':
    'Tú decides campo por campo qué ven los demás. Esto es lo mínimo que QikCard necesita.',
  'consent.name': 'Tu nombre',
  'consent.nameText':
    'Para los organizadores y el personal de la puerta de los eventos a los que vas.',
  'consent.profile': 'Tu perfil',
  'consent.profileText':
    'Tu nombre de usuario es público. Foto, texto y enlaces también, hasta que lo cambies; tu asistencia es solo para ti.',
  'consent.entries': 'Tus entradas y salidas',
  'consent.entriesText':
    'Cuándo y en qué puerta se leyó tu código: para el organizador de ese evento y para ti.',
  'consent.audit': 'Un registro de auditoría',
  'consent.auditText':
    'Lo que hiciste queda con tu principal, un número sin nombre, para que nadie reescriba la historia.',
  'consent.rights': 'Tu copia y tu salida',
  'consent.rightsText': 'Descarga lo que se guarda sobre ti, o bórralo, cuando quieras.',
  'consent.more': 'Más sobre la privacidad',
  'consent.agree': 'Aceptar y continuar',
  'consent.decline': 'Ahora no, cerrar sesión',
  'notifications.title': '¿Qué quieres recibir?',
  'notifications.lead':
    'Aparece en tu bandeja. Lo que está apagado no se guarda. Puedes cambiarlo allí.',
  'notifications.done': 'Terminar',
};

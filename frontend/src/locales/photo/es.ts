import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  title: 'Tu foto para la puerta',
  add: 'Añadir una foto para la puerta',
  addHint: 'Para que nadie más entre con tu código.',
  given: 'Tu foto para la puerta',
  givenHint: 'El personal la ve junto a tu nombre.',
  who: 'Quién la ve: el organizador y el personal de {event}, junto a tu nombre, cuando leen tu código o te buscan. Ningún otro invitado, ningún otro evento.',
  until:
    'Puedes cambiarla o quitarla en cualquier momento. Se borra un día después del evento, y cuando renuncias a tu plaza o la cedes.',
  preview: 'Lo que verá el personal',
  take: 'Hacer una foto',
  choose: 'Elegir una foto',
  profile: 'Usar mi foto de perfil',
  give: 'Mostrarla al personal',
  other: 'Otra',
  remove: 'Quitarla',
  saved: 'El personal de la puerta verá tu foto en un minuto.',
  removed: 'Tu foto se ha quitado.',
  failed: 'Esta imagen no sirve. Toma otra.',
  offline: 'No tienes conexión. La foto se podrá cambiar cuando vuelva la red.',
  face: 'Foto que dio {name}',
  looking: 'Buscando la foto …',
  missing: 'Hay una foto, pero no en este teléfono.',
  tampered: 'Lo que llegó no es la foto de este invitado. No te fíes de ninguna foto.',
  'kept.one': 'También hay {count} foto de un invitado en este teléfono.',
  'kept.other': 'También hay {count} fotos de invitados en este teléfono.',
};

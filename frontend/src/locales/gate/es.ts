import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  walkIn: 'Sin registro',
  walkInText: 'Registra a un invitado y lo deja entrar. El nombre puede quedar vacío.',
  walkInName: 'Nombre',
  walkInNameHint: 'Vacío: el invitado recibe un número.',
  walkInTicket: 'Entrada',
  walkInAction: 'Dejar entrar',
  walkInClaim:
    'El invitado puede conservar este lugar: escanear el código o abrir {address} y escribirlo.',
  walkInQr: 'Código para conservar el lugar',
  walkInNext: 'Siguiente invitado',
  walkInGone: 'Esta entrada se anuló mientras tanto. No se hizo nada.',
  walkInOffline: 'Hace falta red: este teléfono no conoce las plazas libres.',
};

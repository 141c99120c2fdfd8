import type { en } from './en.ts';

export const de: Record<keyof typeof en, string> = {
  walkIn: 'Ohne Anmeldung',
  walkInText: 'Meldet einen Gast an und lässt ihn ein. Der Name darf leer bleiben.',
  walkInName: 'Name',
  walkInNameHint: 'Leer: der Gast bekommt eine Nummer.',
  walkInTicket: 'Ticket',
  walkInAction: 'Einlassen',
  walkInClaim:
    'Der Gast kann den Platz behalten: Code scannen oder {address} öffnen und eintippen.',
  walkInQr: 'Code zum Behalten des Platzes',
  walkInNext: 'Nächster Gast',
  walkInGone: 'Dieser Einlass wurde inzwischen zurückgenommen. Nichts ist geschehen.',
  walkInOffline: 'Dafür braucht es Netz: freie Plätze kennt dieses Handy nicht.',
};

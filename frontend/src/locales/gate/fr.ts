import type { en } from './en.ts';

export const fr: Record<keyof typeof en, string> = {
  walkIn: 'Sans inscription',
  walkInText: 'Inscrit un invité et le laisse entrer. Le nom peut rester vide.',
  walkInName: 'Nom',
  walkInNameHint: 'Vide : l’invité reçoit un numéro.',
  walkInTicket: 'Billet',
  walkInAction: 'Laisser entrer',
  walkInClaim:
    'L’invité peut garder cette place : scanner le code, ou ouvrir {address} et le saisir.',
  walkInQr: 'Code pour garder la place',
  walkInNext: 'Invité suivant',
  walkInGone: 'Cette entrée a été annulée entre-temps. Rien n’a été fait.',
  walkInOffline: 'Il faut le réseau : ce téléphone ne connaît pas les places libres.',
};

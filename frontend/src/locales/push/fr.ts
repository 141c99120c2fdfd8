import type { PushTextKey } from './en.ts';

export const pushFr: Record<PushTextKey, string> = {
  title: 'Quand l’application est fermée',
  lead: 'Les nouvelles en notifications de votre appareil. Leur contenu est chiffré en chemin.',
  notOffered:
    'Ce déploiement n’envoie pas encore de notifications push. Les nouvelles attendent dans votre boîte.',
  unsupported:
    'Ce navigateur ne peut pas recevoir de notifications push. Sur iPhone ou iPad, ajoutez d’abord QikCard à l’écran d’accueil.',
  denied:
    'Les notifications sont bloquées pour cette page. Autorisez-les dans les réglages du navigateur pour ce site, puis revenez.',
  turnOn: 'Me notifier sur cet appareil',
  failed: 'Le service push de ce navigateur est injoignable. Réessayez plus tard.',
  devices: 'Appareils notifiés',
  unnamed: 'Appareil sans nom',
  here: 'Cet appareil',
  remove: 'Retirer',
  removeNamed: 'Ne plus notifier {name}',
  removed: '{name} n’est plus notifié.',
  'refusal.LimitReached': 'Le maximum est de {limit}. Retirez-en d’abord un.',
};

import type { PushTextKey } from './en.ts';

export const pushDe: Record<PushTextKey, string> = {
  title: 'Wenn die App geschlossen ist',
  lead: 'Neuigkeiten als Mitteilungen deines Geräts. Was darin steht, ist unterwegs verschlüsselt.',
  notOffered:
    'Hier werden noch keine Push-Mitteilungen verschickt. Neuigkeiten warten in deinem Posteingang.',
  unsupported:
    'Dieser Browser kann keine Push-Mitteilungen empfangen. Auf iPhone und iPad: QikCard zuerst zum Home-Bildschirm hinzufügen.',
  denied:
    'Mitteilungen sind für diese Seite gesperrt. Erlaube sie in den Einstellungen des Browsers für diese Website und komm dann zurück.',
  turnOn: 'Auf diesem Gerät benachrichtigen',
  failed: 'Der Push-Dienst dieses Browsers ist nicht erreichbar. Versuch es später noch einmal.',
  devices: 'Benachrichtigte Geräte',
  unnamed: 'Gerät ohne Namen',
  here: 'Dieses Gerät',
  remove: 'Entfernen',
  removeNamed: '{name} nicht mehr benachrichtigen',
  removed: '{name} wird nicht mehr benachrichtigt.',
  'refusal.LimitReached': 'Mehr als {limit} gehen nicht. Entferne zuerst eines.',
};

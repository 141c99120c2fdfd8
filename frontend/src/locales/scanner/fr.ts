import type { ScannerTextKey } from './en.ts';

export const scannerFr: Record<ScannerTextKey, string> = {
  start: 'Démarrer la caméra',
  stop: 'Arrêter la caméra',
  camera: 'Caméra',
  otherCamera: 'Autre caméra',
  torchOn: 'Allumer',
  torchOff: 'Éteindre',
  denied: 'La caméra est bloquée. Autorisez-la dans les réglages du navigateur pour cette page.',
  missing: 'Aucune caméra trouvée. Utilisez une douchette ou saisissez le code.',
  looking: 'Recherche d’un code …',
};

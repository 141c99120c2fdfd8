import type { ScannerTextKey } from './en.ts';

export const scannerDe: Record<ScannerTextKey, string> = {
  start: 'Kamera starten',
  stop: 'Kamera stoppen',
  camera: 'Kamera',
  otherCamera: 'Andere Kamera',
  torchOn: 'Licht an',
  torchOff: 'Licht aus',
  denied:
    'Die Kamera ist nicht erlaubt. Erlaube sie in den Einstellungen des Browsers für diese Seite.',
  missing: 'Keine Kamera gefunden. Nimm einen Handscanner oder tippe den Code ein.',
  looking: 'Suche nach einem Code …',
};

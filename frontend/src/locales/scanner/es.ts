import type { ScannerTextKey } from './en.ts';

export const scannerEs: Record<ScannerTextKey, string> = {
  start: 'Iniciar la cámara',
  stop: 'Detener la cámara',
  camera: 'Cámara',
  otherCamera: 'Otra cámara',
  torchOn: 'Encender luz',
  torchOff: 'Apagar luz',
  denied: 'La cámara está bloqueada. Permítela en los ajustes del navegador para esta página.',
  missing: 'No se encontró cámara. Usa un lector de mano o escribe el código.',
  looking: 'Buscando un código …',
};

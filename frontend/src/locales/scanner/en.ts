/** The camera as a reader of codes, in English; the other catalogues have the same keys. */
export const scannerEn = {
  start: 'Start camera',
  stop: 'Stop camera',
  camera: 'Camera',
  otherCamera: 'Other camera',
  torchOn: 'Light on',
  torchOff: 'Light off',
  denied: 'The camera may not be used. Allow it in the browser’s settings for this page.',
  missing: 'No camera was found. Use a hand scanner or type the code.',
  looking: 'Looking for a code …',
};
export type ScannerTextKey = keyof typeof scannerEn;

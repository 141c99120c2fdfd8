import type { ScannerTextKey } from './en.ts';

export const scannerJa: Record<ScannerTextKey, string> = {
  start: 'カメラを開始',
  stop: 'カメラを停止',
  camera: 'カメラ',
  otherCamera: '別のカメラ',
  torchOn: 'ライトを点ける',
  torchOff: 'ライトを消す',
  denied: 'カメラを使用できません。ブラウザの設定でこのページに許可してください。',
  missing: 'カメラが見つかりません。ハンドスキャナーを使うか、コードを入力してください。',
  looking: 'コードを探しています…',
};

import type { PrivateCatalogue } from '../private.ts';

/** Private details, in Japanese. */
export const ja: PrivateCatalogue = {
  add: '非公開情報を追加',
  'field.Address': '住所',
  'field.Email': 'メールアドレス',
  'field.EmergencyContact': '緊急連絡先',
  'field.LegalName': '本名',
  'field.Notes': 'メモ',
  'field.Phone': '電話番号',
  lead: '端末を離れる前に暗号化されます。主催者、管理者、運営者を含め、あなた以外はだれも読めません。',
  lock: 'ロックする',
  none: 'まだ何も保存されていません',
  notesHint: 'アレルギー、必要な配慮など、手元に置きたいこと。',
  save: '暗号化して保存',
  saved: '非公開情報を保存しました。',
  'stored.one': '暗号化された情報が{count}件保存されています',
  'stored.other': '暗号化された情報が{count}件保存されています',
  tampered:
    'ここに保存されている内容は、あなたが保存したものではありません。置き換えるにはもう一度入力してください。',
  title: '非公開情報',
  unlock: 'ロックを解除',
};

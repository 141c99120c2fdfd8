import type { PushTextKey } from './en.ts';

export const pushJa: Record<PushTextKey, string> = {
  title: 'アプリを閉じているとき',
  lead: 'お知らせをデバイスの通知で受け取ります。内容は途中で暗号化されています。',
  notOffered: 'このデプロイではまだプッシュ通知を送っていません。お知らせは受信箱で確認できます。',
  unsupported:
    'このブラウザはプッシュ通知を受け取れません。iPhone・iPadでは、先にQikCardをホーム画面に追加してください。',
  denied:
    'このページの通知はブロックされています。ブラウザのサイト設定で許可してから戻ってください。',
  turnOn: 'このデバイスで通知を受け取る',
  failed: 'このブラウザのプッシュサービスに接続できません。後でもう一度お試しください。',
  devices: '通知するデバイス',
  unnamed: '名前のないデバイス',
  here: 'このデバイス',
  remove: '削除',
  removeNamed: '{name} への通知をやめる',
  removed: '{name} への通知をやめました。',
  'refusal.LimitReached': '上限は{limit}件です。先に1つ削除してください。',
};

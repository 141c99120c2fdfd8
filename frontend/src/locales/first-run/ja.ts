import type { FirstRunTextKey } from './en.ts';

/** はじめの設定（日本語） */
export const firstRunJa: Record<FirstRunTextKey, string> = {
  step: 'ステップ {step}/{steps}',
  'name.title': 'お名前は？',
  'name.lead': '3つの短いステップで完了します。',
  'name.usernameHint': 'ほかの人があなたを見つけるための名前です。あとで決めることもできます。',
  'name.preparing': 'アカウントを準備しています。数秒かかります。',
  'consent.title': '保存される情報',
  'consent.lead':
    '何を見せるかは項目ごとに決められます。QikCard に最低限必要なものは次のとおりです。',
  'consent.name': 'お名前',
  'consent.nameText': '参加するイベントの主催者と受付スタッフが見ます。',
  'consent.profile': 'プロフィール',
  'consent.profileText':
    'ユーザー名は公開されます。写真、紹介文、リンクも変更するまでは公開され、参加履歴はあなただけに表示されます。',
  'consent.entries': '入退場の記録',
  'consent.entriesText':
    'いつ、どの入口でコードが読み取られたか。そのイベントの主催者とあなたが見ます。',
  'consent.audit': '監査記録',
  'consent.auditText':
    '操作は、名前を含まない番号であるプリンシパルとともに残ります。だれも過去を書き換えられません。',
  'consent.rights': 'データの控えと消去',
  'consent.rightsText': '保存されている情報は、いつでもダウンロードまたは消去できます。',
  'consent.more': 'プライバシーについて詳しく',
  'consent.agree': '同意して続ける',
  'consent.decline': '今はしない（サインアウト）',
  'notifications.title': '何を受け取りますか？',
  'notifications.lead':
    '受信箱に届きます。オフのものは保存されません。あとから受信箱で変更できます。',
  'notifications.done': '完了',
};

import type { en } from './en.ts';

export const ja: Record<keyof typeof en, string> = {
  walkIn: '当日入場',
  walkInText: 'ゲストを登録して入場させます。名前は空でもかまいません。',
  walkInName: '名前',
  walkInNameHint: '空の場合は番号が付きます。',
  walkInTicket: 'チケット',
  walkInAction: '入場させる',
  walkInClaim:
    'この席を自分のものにできます。コードをスキャンするか、{address} を開いて入力してください。',
  walkInQr: '席を保持するコード',
  walkInNext: '次のゲスト',
  walkInGone: 'この入場はすでに取り消されています。何も行われていません。',
  walkInOffline: 'ネットワークが必要です。空席の情報はこの端末にありません。',
};

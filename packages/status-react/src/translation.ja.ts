/** The shared views in Japanese. */
const messages = {
  'time.justNow': 'たった今',
  'time.secondsAgo': '{{n}}秒前',
  'time.minutesAgo': '{{n}}分前',
  'time.hoursAgo': '{{n}}時間前',
  'time.daysAgo_one': '{{count}}日前',
  'time.daysAgo_other': '{{count}}日前',
  'time.soon': 'まもなく',
  'time.inSeconds': '{{n}}秒後',
  'time.inMinutes': '{{n}}分後',
  'time.inHours': '{{n}}時間後',
  'time.inDays_one': '{{count}}日後',
  'time.inDays_other': '{{count}}日後',
  'duration.seconds': '{{n}}秒',
  'duration.minutes': '{{n}}分',
  'duration.hours': '{{n}}時間',
  'duration.days': '{{n}}日',
  'duration.separator': '',
  'freshness.live': 'リアルタイム',
  'freshness.liveHint': '自動で更新されます',
  'freshness.asOf': '最終確認：{{when}}',
  'state.loading': '読み込んでいます',
  'state.errorTitle': '読み込めませんでした',
  'state.deniedTitle': '表示する権限がありません',
  'state.deniedHint':
    'サービスの担当チームかプラットフォームチームに、権限の付与を依頼してください。',
  'state.signedOutTitle': 'サインインの有効期限が切れました',
  'state.signedOutHint':
    'もう一度サインインしてください。このページはそのまま残ります。',
  'state.staleTitle': '最新ではありません',
  'state.staleHint':
    '{{when}}の状態を表示しています。更新に失敗したため、自動で再試行しています。',
  'state.retry': 'もう一度試す',
  'state.retrying': '再試行しています',
  'state.reference': '参照情報：{{reference}}',
  'problem.said': 'ポータルからの応答（英語）：',
  'problem.invalid': '依頼の内容に不足または誤りがあります。',
  'problem.missing': '対象が見つかりません。すでになくなった可能性があります。',
  'problem.conflict':
    '現在の状態と合わないため、処理できませんでした。最新の状態を確認してから判断してください。',
  'problem.busy': '現在アクセスが集中しています。少し待ってください。',
  'problem.unavailable':
    'ポータル、または連携先のシステムに問題が起きています。',
  'problem.other': '有効な応答がありませんでした。',
};

export default messages;

/** What the form fields say in Japanese; `translation.ts` names every key. */
export default {
  'name.length':
    '{{min}}〜{{max}}文字で入力してください（現在 {{length}} 文字）。',
  'name.pattern':
    '英小文字で始まり、英小文字・数字・単独のハイフンだけを使ってください。例：comment-service',
  'name.reserved':
    '「{{name}}」は YAML または Go で特別な意味を持ちます。{{name}}-service のように単語を足してください。',
  'name.checking': '名前が使えるか確認しています…',
  'name.free': 'この名前はカタログでは使われていません。',
  'name.taken':
    'コンポーネント {{name}} はすでにカタログにあります。別の名前にしてください。',
  'name.unknown':
    '名前が使えるかをカタログに確認できませんでした。このまま進めます。作成の前にもう一度確認します。',
  'team.placeholder': 'チームを選択',
  'team.loading': 'あなたのチームを調べています…',
  'team.noneTitle': 'まだチームに所属していません。',
  'team.none':
    'サービスには責任を持つチームが必要です。チームリーダーかプラットフォームエンジニアに、組織のカタログであなたをチームに追加するよう依頼し、このページを再読み込みしてください。',
  'team.failed': 'チームを調べられませんでした：{{error}}',
  'team.retry': 'もう一度試す',
  'team.notYours':
    'このチームのメンバーではありません。自分のチームを選んでください。',
};

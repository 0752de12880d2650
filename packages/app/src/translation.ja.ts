/** The app's own words in Japanese. */
const messages = {
  'nav.home': 'ホーム',
  'nav.catalog': 'カタログ',
  'nav.deployments': 'デプロイ',
  'nav.create': '新規作成',
  'nav.apis': 'API',
  'nav.docs': 'ドキュメント',
  'nav.graph': '関係図',
  'nav.search': '検索',
  'nav.settings': '設定',
  'nav.menu': 'メニュー',
  'nav.signOut': 'サインアウト',
  'nav.account': 'アカウントと設定',
  'nav.logo': 'Michi、ホームへ',
  'signIn.title': '{{appTitle}} にサインイン',
  'signIn.subtitle':
    '何がどこで動いているか、誰のものか。そして次のサービスの作りはじめ方がわかります。',
  'signIn.peopleTitle': 'どなたとして使いますか',
  'signIn.peopleHint':
    'このマシンではパスワードは不要です。役割に応じた画面を試せます。',
  'signIn.github': 'GitHub でサインイン',
  'signIn.signingIn': '{{name}} さんとしてサインインしています',
  'signIn.failed': 'サインインできませんでした',
  'signIn.failedWhy': 'サインインできませんでした：{{problem}}',
  'signIn.tryAgain': 'もう一度試す',
  'signIn.someoneElse': '別の人を選ぶ',
  'signIn.noProvider': 'サインイン方法が設定されていません',
  'signIn.noProviderHint':
    'app-config.yaml に auth.providers.github（GitHub）または auth.providers.people（このマシンの利用者）を追加して、起動し直してください。',
  'signIn.noIdentity':
    'GitHub では確認できましたが、ポータルに登録がありません。プラットフォームチームにカタログへの追加を依頼してください。',
  'home.createService': 'サービスを作る',
  'home.browseCatalog': 'カタログを見る',
  'home.firstWeek': 'はじめての方へ：最初の一週間',
  'home.firstWeekTeam': '自分のチームと、その持ちもの',
  'home.firstWeekServices': 'チームのサービス',
  'home.firstWeekDocs': '進め方を知る：ドキュメントと運用手順',
  'home.firstWeekCreate': '最初のサービスを作る',
  'home.actions': '次にできること',
};

export default messages;

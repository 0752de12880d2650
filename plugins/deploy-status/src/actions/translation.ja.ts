/** The words of what people can do to an Application, in Japanese. */
const messages = {
  space: '',
  'offer.menu': '{{environment}} の {{name}} の操作',
  'offer.sync': '同期',
  'offer.retry': '再実行',
  'offer.terminate': '停止',
  'offer.refresh': '再照合',
  'offer.syncHint': '実行内容を Git の内容に合わせます',
  'offer.retryHint': '失敗したデプロイをもう一度実行します',
  'offer.terminateHint': '実行中の操作を停止します',
  'offer.refreshHint': '今すぐ Git と照合します。動いているものは変わりません',
  'offer.rollback': 'ロールバック',
  'offer.rollbackHint':
    '{{version}} に戻します。現在の前に成功した、いちばん新しいデプロイです',
  'offer.rollbackNone':
    '戻り先になる、成功したデプロイの記録がありません。Git 側で以前の状態に戻してください。',
  'offer.rollbackLooking': '戻り先のデプロイを確認しています',
  'offer.rollbackTo': '{{environment}} を {{version}} にロールバック',
  'offer.promote': '{{version}} を {{environment}} へ昇格',
  'offer.someVersion': 'このバージョン',
  'grant.action': '{{name}} に対してこの操作を行う権限がありません。',
  'grant.protected':
    '{{environment}} は保護されています。変更に必要な権限がありません。',
  'grant.ask':
    '{{owners}} かプラットフォームチームに、実行または権限の付与を依頼してください。',
  'grant.askPlatform':
    'プラットフォームチームに、実行または権限の付与を依頼してください。',
  'title.sync': '{{environment}} の {{name}} を同期',
  'title.rollback': '{{environment}} の {{name}} を {{version}} にロールバック',
  'title.promote': '{{name}} {{version}} を {{environment}} へ昇格',
  'title.putBack': '{{environment}} の {{name}} を {{version}} に戻す',
  'title.retry': '{{environment}} の {{name}} の直近のデプロイを再実行',
  'title.terminate': '{{environment}} の {{name}} の操作を停止',
  'title.refresh': '{{environment}} の {{name}} を Git と照合',
  'plan.loading': '変更内容を確認しています',
  'plan.failed': '変更内容を確認できませんでした',
  'plan.changes': '{{environment}} で変わるもの',
  'plan.changesHere': '実行した場合に {{environment}} で変わるもの',
  'plan.what': '対象',
  'plan.now': '現在',
  'plan.after': '変更後',
  'plan.commit': 'コミット',
  'plan.image': 'イメージ {{name}}',
  'plan.nothing': 'なし',
  'plan.same': '変更なし',
  'plan.resources': 'リソース',
  'plan.resourcesNone': '変わるリソースはありません。',
  'plan.showAll': '{{n}} 件すべて表示',
  'plan.unchanged_one': '{{count}} 件のリソースは変わりません。',
  'plan.unchanged_other': '{{count}} 件のリソースは変わりません。',
  'plan.create': '作成',
  'plan.update': '更新',
  'plan.delete': '削除',
  'plan.unknown': '変わる可能性',
  'plan.dryRunFailed_one':
    'リソース {{count}} 件のドライランに失敗しました。クラスターに拒否される見込みです。',
  'plan.dryRunFailed_other':
    'リソース {{count}} 件のドライランに失敗しました。クラスターに拒否される見込みです。',
  'plan.files': 'プルリクエストで変わる行',
  'plan.line': '{{path}} の {{line}} 行目',
  'plan.before': '変更前',
  'choice.scope': '同期の範囲',
  'choice.all': 'Application 全体',
  'choice.some': '一部のリソースのみ',
  'choice.resources': '同期するリソース',
  'choice.chosen': '{{total}} 件のうち {{chosen}} 件を選択',
  'choice.none': 'リソースを 1 件以上選んでください。',
  'choice.prune': 'Git にないものを削除する',
  'choice.pruneHint':
    '削除したものは元に戻せません。データを持つ場合はデータも失われます。対象は下の一覧で確認できます。',
  'choice.pruneNothing': '現在、削除の対象はありません。',
  'obstacle.syncWindow': 'Argo CD の同期ウィンドウで禁止されています',
  'obstacle.until': '解除は{{when}}です（{{time}}）。',
  'obstacle.autoSync': '自動同期によりすぐに元へ戻されます',
  'obstacle.operationRunning': '別の操作が実行中です',
  'obstacle.instanceUnreachable': 'Argo CD が応答しません',
  'obstacle.applicationMissing': 'この Application は Argo CD にありません',
  'obstacle.notInHistory': 'そのデプロイは Argo CD の履歴に残っていません',
  'obstacle.revertInGit': '元に戻すには、Git でコミットを取り消してください',
  'obstacle.nothingToChange': '変更するものがありません',
  'obstacle.noSource': 'マニフェストが見つからないか、変更できません',
  'obstacle.refused': 'Argo CD に拒否されます',
  'obstacle.autoSyncHint':
    'Argo CD はこの Application を自動で Git に同期しています。Git 側で以前の状態に戻してください。',
  'obstacle.operationRunningHint': '終了を待つか、その操作を停止してください。',
  'obstacle.instanceUnreachableHint':
    '応答するまで変更できません。わかっている理由は、環境の行に表示されます。',
  'obstacle.notInHistoryHint':
    '履歴には最近のものだけが残ります。Git 側で以前の状態に戻してください。',
  'obstacle.revertInGitHint':
    'このデプロイのイメージは現在と同じか、記録がありません。イメージを戻すプルリクエストでは何も変わりません。',
  'obstacle.compare': 'それ以降のコミットを見る',
  'obstacle.nothingToChangeHint': 'すでに変更後と同じ状態です。',
  'obstacle.inGitAlready': 'Git はすでにこのイメージを指定しています',
  'obstacle.inGitAlreadyHint':
    'プルリクエストは不要です。次の同期でデプロイされます。',
  'obstacle.noSourceHint': 'リポジトリ内のイメージを手動で変更してください。',
  'obstacle.again': 'もう一度確認',
  'obstacle.retrying': 'Argo CD が失敗した操作を自動で再試行しています',
  'obstacle.retryingHint': '終了を待つか、その操作を停止してください。',
  'obstacle.stopping': '操作を停止しているところです',
  'obstacle.stoppingHint': '停止し終わるまでお待ちください。',
  'obstacle.access': 'Argo CD がポータルのアカウントを拒否しています',
  'obstacle.accessHint':
    'プラットフォームチームによるトークンの更新、または権限の付与が必要です。',
  'obstacle.notFailed': '直近の操作は失敗していません',
  'obstacle.notFailedHint': '再実行するものはありません。',
  'obstacle.nothingRuns': '実行中の操作はありません',
  'obstacle.nothingRunsHint': '停止するものはありません。',
  'obstacle.anotherOperation': 'すでに別の操作に替わっています',
  'obstacle.anotherOperationHint': '内容を確認してから判断してください。',
  'obstacle.anotherRevision':
    'Git は、確認した変更内容とは別のコミットを指しています',
  'obstacle.anotherRevisionHint':
    '変更内容に戻ると、現在デプロイされるコミットがわかります。',
  'obstacle.gitHost': 'Git ホストで処理できませんでした',
  'obstacle.gitHostHint':
    '時間をおいて試すか、リポジトリ内のイメージを手動で変更してください。',
  'obstacle.deploysNewest':
    '失敗したコミットではなく、最新のコミットがデプロイされます',
  'obstacle.deploysNewestHint':
    '自動同期または複数のソースを使う場合、Argo CD はほかのコミットを受け付けません。',
  'obstacle.deploysFailed':
    '失敗したコミットがデプロイされますが、Git は別のコミットを指しています',
  'obstacle.deploysFailedHint':
    '現在の Git の内容をデプロイするには、代わりに同期してください。Git で取り消されたコミットの場合は、再びデプロイされます。',
  'obstacle.mayNotEnd':
    '同期ウィンドウのため、すぐには停止し終わらないことがあります',
  'obstacle.pullRequestOpen':
    'この変更のプルリクエストはすでにオープンされています',
  'obstacle.pullRequestOpenHint':
    '新しいものは作成されず、新しい理由も追加されません。',
  'obstacle.waitsForWindow':
    'マージした変更は、同期ウィンドウが終わるまでデプロイされません',
  'obstacle.noAnswer': '有効な応答がありませんでした',
  'obstacle.askedBefore':
    '同じ依頼がすでに送られていますが、その結果はわかっていません',
  'obstacle.pullRequest': '{{version}} に戻すプルリクエストを作成',
  'obstacle.stopOther': '実行中の操作を停止',
  'plain.terminate':
    'Argo CD はその時点で停止します。すでに適用されたものはそのまま残り、残りは元のままです。',
  'plain.retry':
    '失敗したデプロイを、同じリソースと同じ条件でもう一度実行します。',
  'plain.rollback':
    '動いているものだけが戻り、Git はそのままです。Git も変更しない限り、次の同期で Git の内容が再びデプロイされます。',
  'plain.failed': '失敗した操作',
  'plain.runs': '実行中の操作',
  'plain.running': '{{elapsed}}前から実行中',
  'plain.runningBy': '{{elapsed}}前から実行中（実行者：{{name}}）',
  'plain.ended': '終了：{{when}}',
  'plain.endedBy': '終了：{{when}}（実行者：{{name}}）',
  'plain.automatic': 'Argo CD（自動）',
  'plain.some_one': '選択したリソース {{count}} 件',
  'plain.some_other': '選択したリソース {{count}} 件',
  'plain.prune': 'Git にないものを削除',
  'plain.reason': '理由：{{reason}}',
  'plain.dryRun': 'ドライランのため、何も適用されません。',
  'plain.unfinished': '完了していないもの',
  'plain.finished_one': 'リソースとフック {{count}} 件は完了しています。',
  'plain.finished_other': 'リソースとフック {{count}} 件は完了しています。',
  'plain.notBegun':
    '依頼された操作がまだ始まっていないため、停止できないことがあります。',
  'state.failed': '失敗',
  'state.running': '実行中',
  'state.pending': '未実行',
  'state.done': '完了',
  'quotation.argocd': 'Argo CD の応答：',
  'quotation.gitHost': 'Git ホストの応答：',
  'consent.protected': '{{environment}} は保護されています。',
  'consent.reason': '理由',
  'consent.reasonOptional': '理由（任意）',
  'consent.reasonHint': 'デプロイの記録と監査ログに残ります。',
  'consent.reasonShort': '{{min}} 文字以上で入力してください。',
  'consent.confirm': '確認のため「{{environment}}」と入力',
  'consent.confirmCase':
    '大文字と小文字は区別されます。「{{environment}}」と入力してください。',
  'button.cancel': 'キャンセル',
  'button.close': '閉じる',
  'button.sync': '同期する',
  'button.rollback': 'ロールバックする',
  'button.promote': 'プルリクエストを作成',
  'button.retry': '再実行する',
  'button.terminate': '停止する',
  'button.refresh': '再照合する',
  'button.sending': '送信しています',
  'button.sendAgain': 'もう一度試す',
  'button.backToPlan': '変更内容に戻る',
  'button.argocd': 'Argo CD で開く',
  'button.pullRequest': 'プルリクエストを開く',
  'problem.notSent': '依頼が届いたかどうか確認できません',
  'problem.notSentHint':
    'もう一度試しても、同じ依頼が二重に実行されることはありません。',
  'problem.rejected': 'ポータルは実行しませんでした',
  'problem.denied': 'この操作を行う権限がありません',
  'problem.refused': '拒否されました。何も変わっていません',
  'problem.refusedHint':
    '示された問題を解決してから、変更内容をもう一度確認してください。',
  'problem.unknown': '応答がなく、実行されたかどうかわかりません',
  'problem.unknownHint':
    '何かが始まるか、下の表示または Argo CD で確認してください。変更内容に戻ると、まだ必要な変更があるかどうかわかります。',
  'problem.reference': '参照情報：{{reference}}',
  'progress.sent': '依頼を送信しています',
  'progress.repeated':
    'すでに受け付け済みの依頼です。二重には実行していません。',
  'progress.asked': 'Argo CD が受け付けました。開始を待っています',
  'progress.askedLong':
    '通常より時間がかかっています。Argo CD のコントローラーが混雑または停止している可能性があります。待っても、閉じても問題ありません。',
  'progress.askedToStop': 'Argo CD に停止を依頼しました',
  'progress.running': 'デプロイしています',
  'progress.stopping': '停止しています',
  'progress.applied': 'リソース {{total}} 件のうち {{done}} 件を適用',
  'progress.hook': '{{type}} {{name}}：{{phase}}',
  'progress.retries_one': '再試行 {{count}} 回',
  'progress.retries_other': '再試行 {{count}} 回',
  'progress.failed': 'デプロイに失敗しました',
  'progress.failedHint':
    '失敗する前に適用されたものはそのまま残ります。詳しくは {{environment}} の行で確認できます。',
  'progress.rollingOut': '適用しました。正常になるのを待っています',
  'progress.settling': '適用しました。Argo CD による再確認を待っています',
  'progress.unhealthy': '適用しましたが、正常に動いていません',
  'progress.unhealthyHint':
    '回復しない場合はロールバックしてください。戻せるデプロイは {{environment}} のメニューで確認できます。',
  'progress.differs': '適用して正常ですが、まだ Git と差があります',
  'progress.differsHint':
    '今回の同期の対象外か、Git から削除されたリソースがあります。',
  'progress.rolledBack':
    '{{environment}} をロールバックしました。正常に動いています',
  'progress.rolledBackHint':
    'Git にはロールバック前の内容が残っています。Git も変更しない限り、次の同期で再びデプロイされます。',
  'progress.deployed':
    '{{environment}} の {{name}} をデプロイしました。正常に動いています',
  'progress.stopped': '停止しました',
  'progress.stoppedHint':
    '停止前に適用されたものは {{environment}} の行で確認してください。',
  'progress.silent': 'Argo CD が応答しなくなりました',
  'progress.silentHint':
    '依頼は受け付けられています。Argo CD が応答し次第、結果がここに表示されます。',
  'progress.opened': 'プルリクエストはオープンされています',
  'progress.openedHint':
    'マージして同期すると {{environment}} に反映されます。{{environment}} の行で確認できます。',
  'progress.comparing': '{{environment}} の {{name}} を Git と照合しています',
  'progress.compared': '{{environment}} の {{name}} を Git と照合しました',
  'progress.compareRefused':
    '{{environment}} の {{name}} を Git と照合できませんでした',
  'progress.mayClose': '閉じても続きます。',
};

export default messages;

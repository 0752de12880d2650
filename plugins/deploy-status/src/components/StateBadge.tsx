import { Elapsed, StatusBadge } from '@michi/status-react';
import { useWords } from '../hooks/useWords';
import type { DeployedRow } from '../model/environments';
import { useTableStyles } from './tableStyles';

/** Health and sync; or, while an operation runs, for how long it has. */
export function StateBadge({ row }: { row: DeployedRow }) {
  const { t } = useWords();
  const { application, condition, tone } = row;
  const { operation } = application;
  const table = useTableStyles();
  const words = useStateWords(row);
  const runs = condition === 'deploying' || condition === 'stopping';
  if (runs && operation && application.live) {
    return (
      <StatusBadge
        tone={tone}
        label={
          <>
            {t(condition === 'deploying' ? 'card.running' : 'card.stopping', {
              elapsed: <Elapsed since={operation.startedAt} />,
            })}
            {operation.retries > 0 &&
              ` · ${t('card.retries', { count: operation.retries })}`}
          </>
        }
      />
    );
  }
  const text = words.join(' · ');
  return (
    <StatusBadge
      tone={tone}
      // What was true some time ago reads fainter than what is.
      label={
        application.live ? text : <span className={table.subtle}>{text}</span>
      }
    />
  );
}

/** Health and sync in words, after what went wrong where these do not say it. */
function useStateWords({ application, condition }: DeployedRow): string[] {
  const { t } = useWords();
  const health = t(`health.${application.health}`);
  // Says more than that the sync state is unknown.
  if (condition === 'incomparable')
    return [t('condition.incomparable'), health];
  const words = [health, t(`sync.${application.sync}`)];
  return condition === 'failed' || condition === 'error'
    ? [t(`condition.${condition}`), ...words]
    : words;
}

import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  outcomeOf,
  type Attempt,
  type Deployment,
} from '@michi/plugin-deploy-status-common';
import { Duration, StatusBadge, useTimeText } from '@michi/status-react';
import type { ReactNode } from 'react';
import { useWords } from '../../hooks/useWords';
import { toneOfOutcome } from '../../model/summary';
import { useServiceWords } from '../hooks/useServiceWords';
import { imageChanges } from '../model/images';
import { CommitText } from '../../components/CommitText';
import { HookList } from './HookList';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.25, 2),
    margin: 0,
    '& > dt': { color: theme.palette.textSubtle },
    '& > dd': { margin: 0 },
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  code: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
  },
}));

const between = (from: string, to: string): number =>
  new Date(to).getTime() - new Date(from).getTime();

/** Everything that the ledger has of one deployment. */
export function DeploymentDetails({ deployment }: { deployment: Deployment }) {
  const classes = useStyles();
  const t = useServiceWords();
  const { absolute } = useTimeText();
  const {
    startedAt,
    degradedAt,
    degradedMessage,
    message,
    reason,
    requestedBy,
    revisions,
    hooks,
    attempts,
  } = deployment;
  const images = imageChanges(deployment);
  return (
    <dl className={classes.root}>
      <Item label={t('details.startedAt')}>
        {absolute(new Date(startedAt).getTime())}
        {' · '}
        {t('details.instance')} {deployment.instance}
        {' · '}
        {deployment.namespace}/{deployment.application}
      </Item>
      {message && (
        <Item label={t('details.message')}>
          <span lang="en">{message}</span>
        </Item>
      )}
      {degradedAt && outcomeOf(deployment) === 'Degraded' && (
        <Item label={t('details.health')}>
          {t('details.degraded', {
            after: <Duration milliseconds={between(startedAt, degradedAt)} />,
          })}
          {degradedMessage && <div lang="en">{degradedMessage}</div>}
        </Item>
      )}
      {requestedBy && (
        <Item label={t('details.requestedBy')}>
          <EntityDisplayName entityRef={requestedBy} hideIcon disableTooltip />
        </Item>
      )}
      {reason && <Item label={t('details.reason')}>{reason}</Item>}
      {revisions.length > 0 && (
        <Item label={t('table.commit')}>
          {revisions.map((revision, index) => (
            // Two sources may be at the same commit.
            <CommitText key={index} revision={revision} />
          ))}
        </Item>
      )}
      {images.length > 0 && (
        <Item label={t('details.images')}>
          <ul className={classes.list}>
            {images.map(({ name, before, after }) => (
              <li key={name}>
                <span className={classes.code}>{name}</span>{' '}
                {before !== undefined && before === after
                  ? after
                  : t('details.change', {
                      before: before ?? t('details.notKnown'),
                      after:
                        after ??
                        t(
                          deployment.images.length > 0
                            ? 'details.none'
                            : 'details.notKnown',
                        ),
                    })}
              </li>
            ))}
          </ul>
        </Item>
      )}
      {hooks.length > 0 && (
        <Item label={t('details.hooks')}>
          <HookList hooks={hooks} label={t('details.hooks')} withMessages />
        </Item>
      )}
      {attempts.length > 1 && (
        <Item label={t('details.attempts')}>
          <ol className={classes.list}>
            {attempts.map(attempt => (
              <li key={attempt.number}>
                <AttemptText attempt={attempt} startedAt={startedAt} />
              </li>
            ))}
          </ol>
        </Item>
      )}
      {attempts.length <= 1 && deployment.retries > 0 && (
        <Item label={t('details.attempts')}>
          {t('table.retries', { count: deployment.retries })}
        </Item>
      )}
      {deployment.imported && (
        <Item label={t('details.source')}>{t('details.imported')}</Item>
      )}
    </dl>
  );
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function AttemptText({
  attempt: { number, phase, finishedAt, message },
  startedAt,
}: {
  attempt: Attempt;
  startedAt: string;
}) {
  const { t } = useWords();
  const words = useServiceWords();
  return (
    <StatusBadge
      tone={toneOfOutcome(phase)}
      label={
        <>
          {words('details.attempt', {
            n: String(number),
            phase: t(`phase.${phase}`),
          })}
          {finishedAt && (
            <>
              {' '}
              {words('details.attemptTook', {
                took: (
                  <Duration milliseconds={between(startedAt, finishedAt)} />
                ),
              })}
            </>
          )}
          {message && (
            <>
              {' '}
              – <span lang="en">{message}</span>
            </>
          )}
        </>
      }
    />
  );
}

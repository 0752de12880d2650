import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import { Duration, RelativeTime, StatusMark } from '@michi/status-react';
import { useWords } from '../../hooks/useWords';
import { versionOfDeployment } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { lastFailure } from '../model/failure';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    margin: 0,
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: 13,
  },
  mark: { paddingTop: 2 },
  reason: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/**
 * The last failure that is over, with its reason and what mended it. One that is
 * not over stands at its environment.
 */
export function PastFailure({ deployments }: { deployments: Deployment[] }) {
  const classes = useStyles();
  const { t } = useWords();
  const words = useServiceWords();
  const past = lastFailure(deployments);
  if (!past?.recovery) return null;
  const { deployment, failure, recovery } = past;
  const someVersion = words('table.someVersion');
  const reasons = [
    ...failure.hooks.map(({ type, name, message }) =>
      [words('hooks.step', { type, name }), message].filter(Boolean).join(': '),
    ),
    ...(failure.message ? [failure.message] : []),
  ];
  return (
    <div className={classes.root}>
      <span className={classes.mark}>
        <StatusMark tone="bad" />
      </span>
      <div>
        {words('failure.last', {
          version: versionOfDeployment(deployment) ?? someVersion,
          environment: deployment.environment,
          when: <RelativeTime time={deployment.startedAt} />,
        })}
        {t('space')}
        {words('failure.recovered', {
          version: versionOfDeployment(recovery) ?? someVersion,
          after: (
            <Duration
              milliseconds={
                new Date(recovery.startedAt).getTime() -
                new Date(deployment.startedAt).getTime()
              }
            />
          ),
        })}
        <div className={classes.reason}>
          {reasons.length > 0 ? reasons.join(' · ') : words('failure.noReason')}
        </div>
      </div>
    </div>
  );
}

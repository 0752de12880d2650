import { makeStyles } from '@material-ui/core/styles';
import type {
  Deployment,
  EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { Duration, RelativeTime } from '@michi/status-react';
import { VersionText } from '../../components/VersionText';
import { useWords } from '../../hooks/useWords';
import { tellDeployments } from '../../model/deploymentPlaces';
import { placeName } from '../../model/places';
import { useServiceWords } from '../hooks/useServiceWords';
import { lastFailure } from '../model/failure';

const useStyles = makeStyles(theme => ({
  root: {
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: 13,
  },
  reason: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/**
 * The last failure that is over, with its reason and what mended it: a success, or
 * Git. One that is not over stands at its environment.
 */
export function PastFailure({
  status,
  deployments,
}: {
  status: EntityStatus;
  deployments: Deployment[];
}) {
  const classes = useStyles();
  const { t } = useWords();
  const words = useServiceWords();
  const past = lastFailure(deployments, status.applications);
  if (!past?.recovery && !past?.superseded) return null;
  const { deployment, failure, recovery } = past;
  const reasons = [
    ...(failure?.hooks ?? []).map(({ type, name, message }) =>
      [words('hooks.step', { type, name }), message].filter(Boolean).join(': '),
    ),
    ...(failure?.message ? [failure.message] : []),
    // What Argo CD said of a sync that degraded is that it was applied.
    ...(!failure && deployment.degradedMessage
      ? [deployment.degradedMessage]
      : []),
  ];
  return (
    <div className={classes.root}>
      {words('failure.last', {
        version: <Version of={deployment} />,
        environment: placeName(
          deployment.environment,
          tellDeployments(status, deployments)(deployment),
        ),
        when: <RelativeTime time={deployment.startedAt} />,
      })}
      {t('space')}
      {recovery
        ? words('failure.recovered', {
            version: <Version of={recovery} />,
            after: (
              <Duration
                milliseconds={
                  new Date(recovery.startedAt).getTime() -
                  new Date(deployment.startedAt).getTime()
                }
              />
            ),
          })
        : words('failure.superseded')}
      {!failure && (
        <div className={classes.reason}>{words('failure.degraded')}</div>
      )}
      {failure && reasons.length === 0 && (
        <div className={classes.reason}>{words('failure.noReason')}</div>
      )}
      {reasons.length > 0 && (
        <div className={classes.reason} lang="en">
          {reasons.join(' · ')}
        </div>
      )}
    </div>
  );
}

function Version({ of }: { of: Deployment }) {
  const t = useServiceWords();
  return (
    <VersionText of={of} name={of.application} none={t('table.someVersion')} />
  );
}

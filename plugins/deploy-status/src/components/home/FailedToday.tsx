import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  failureReason,
  hasFailed,
  outcomeOf,
  type Deployment,
} from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { useTimeOfDay } from '../../hooks/useTimeOfDay';
import { useWords } from '../../hooks/useWords';
import type { Tell } from '../../model/deploymentPlaces';
import { placeName } from '../../model/places';

const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  why: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/** The failed deployments of today with the reason that Argo CD gave. */
export function FailedToday({
  deployments,
  tell,
}: {
  deployments: Deployment[];
  tell: Tell;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const timeOfDay = useTimeOfDay();
  const failed = deployments.filter(hasFailed).slice(0, SHOWN);
  if (failed.length === 0) return null;
  return (
    <ul className={classes.list}>
      {failed.map(deployment => {
        const isDegraded = outcomeOf(deployment) === 'Degraded';
        return (
          <li key={`${deployment.url} ${deployment.startedAt}`}>
            <StatusMark tone="bad" />{' '}
            {/* Colour alone would not tell it from the text that follows. */}
            <Link to={deployment.url} underline="always">
              {t(isDegraded ? 'today.degradedWhy' : 'today.failedWhy', {
                service: deployment.application,
                environment: placeName(
                  deployment.environment,
                  tell(deployment),
                ),
              })}
            </Link>{' '}
            <span className={classes.why}>
              {timeOfDay(deployment.startedAt)}
              {/* What Argo CD said of a sync that degraded is that it was applied. */}
              {` ${(isDegraded ? deployment.degradedMessage : failureReason(deployment)) ?? ''}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
